// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <utility>

#include <emmintrin.h>
#include <fmt/format.h>

#include "warehouse/rows/csv_row.hpp"
#include "warehouse/rows/csv_separator.hpp"
#include "warehouse/rows/formats.hpp"
#include "warehouse/rows/text_stream.hpp"

namespace redthread::warehouse {
namespace {

constexpr std::size_t batch_rows = 2048;
constexpr std::size_t window_bytes = 64;

/// Finds the bytes that say something to a CSV reader, 64 at a time: separators, quotes, line ends
/// and other control characters.
class Scanner {
 public:
  explicit Scanner(char separator) : separator_(_mm_set1_epi8(separator)) {}

  /// Continues at `from`; 64 bytes after every line's start can be read.
  void start(const char* from) {
    window_ = from;
    marks_ = marks_of(from);
  }
  /// The next one. There must be one ahead: a line's end at the latest.
  const char* next() {
    while (marks_ == 0) start(window_ + window_bytes);
    const char* const found = window_ + __builtin_ctzll(marks_);
    marks_ &= marks_ - 1;
    return found;
  }

 private:
  std::uint64_t marks_of(const char* at) const {
    std::uint64_t marks = 0;
    for (std::size_t i = 0; i < window_bytes / 16; ++i) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 16 * i));
      const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
      const __m128i found =
          _mm_or_si128(_mm_or_si128(controls, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7F))),
                       _mm_or_si128(_mm_cmpeq_epi8(bytes, separator_),
                                    _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'))));
      marks |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(found)))
               << (16 * i);
    }
    return marks;
  }

  __m128i separator_;
  const char* window_ = nullptr;
  std::uint64_t marks_ = 0;
};

class CsvRows final : public RowSource {
 public:
  CsvRows(const std::string& shown_as, TextStream stream, CsvSeparator separator,
          const RowLimits& limits)
      : RowSource(shown_as),
        stream_(std::move(stream)),
        separator_(separator),
        parser_(separator.character, limits.row),
        scanner_(separator.character) {
    stream_.consume(separator.preamble);
    if (separator.preamble > 0) ++line_;
  }

  bool read_header(Diagnostics& diagnostics, const RowLimits& limits);
  std::string format() const override {
    return fmt::format("CSV, {}, {}", separator_.name, name(stream_.encoding()));
  }
  bool next(RowBatch& batch) override;
  Span span(const RowBatch& batch, std::size_t row, std::size_t field) const override;
  void point(Diagnostic& diagnostic, const RowBatch& batch, std::size_t row,
             std::size_t field) const override;

 private:
  /// Where reading of the window stopped.
  enum class Stop { full, window_ends, unfinished };
  Stop read_window(RowBatch& batch);
  bool read_plain_row(const char*& row, std::string_view* fields, std::size_t& length);
  bool read_careful_row(RowBatch& batch, const char*& row, std::string_view window);
  void add_row(RowBatch& batch, std::string_view text);
  void add_fault(RowBatch& batch, std::string_view text, Diagnostic fault, std::size_t offset,
                 std::size_t length);
  /// The row with a fault, to the end of the fault's line, which may be a later one.
  std::string_view up_to_fault(std::string_view text) const {
    return text.substr(0, text.find('\n', parser_.fault_offset()));
  }
  void tell_blank_line(RowBatch& batch);
  void tell_count(RowBatch& batch, std::string_view text);

  TextStream stream_;
  CsvSeparator separator_;
  CsvRowParser parser_;
  Scanner scanner_;
  std::string unquoted_;
  std::size_t used_ = 0;  ///< bytes of the stream's text that the last batch came from
  int line_ = 1;          ///< of the next row
  int blank_line_ = 0;    ///< that no row has come after yet
  bool is_all_ = false;   ///< the stream has no more
};

bool CsvRows::read_header(Diagnostics& diagnostics, const RowLimits& limits) {
  unquoted_.reserve(stream_.text().size());
  CsvRowParser::Outcome outcome = parser_.read(stream_.text(), false, unquoted_);
  while (outcome == CsvRowParser::Outcome::unfinished) {
    is_all_ = !stream_.more(diagnostics);
    if (diagnostics.has_errors()) return false;
    unquoted_.clear();
    unquoted_.reserve(stream_.text().size());
    outcome = parser_.read(stream_.text(), is_all_, unquoted_);
  }
  const bool failed = outcome == CsvRowParser::Outcome::fault;
  const std::string_view text =
      failed ? up_to_fault(stream_.text()) : stream_.text().substr(0, parser_.length());
  const auto tell = [&](Diagnostic item, std::size_t offset, std::size_t length) {
    item.span.file = shown_as();
    CsvRowParser::place(item, text, line_, offset, length);
    diagnostics.add(std::move(item));
  };
  if (failed) {
    tell(parser_.fault(), parser_.fault_offset(), parser_.fault_length());
    return false;
  }
  if (text.empty()) {
    tell({.code = "csv.blank_line",
          .message = "the first line is blank",
          .hint = "the header must be the first line"},
         0, 1);
    return false;
  }
  for (const CsvRowParser::Field& field : parser_.fields()) header_.emplace_back(field.value);
  const auto faults = header_faults(header_, limits);
  for (const HeaderFault& fault : faults) {
    const CsvRowParser::Field& field = parser_.fields()[fault.column];
    tell({.code = "rows.header", .message = fault.message, .hint = fault.hint}, field.offset,
         field.length);
  }
  stream_.consume(parser_.bytes());
  line_ += parser_.lines();
  return faults.empty();
}

bool CsvRows::next(RowBatch& batch) {
  batch.rows = 0;
  batch.columns = header_.size();
  batch.fields.resize(batch_rows * batch.columns);
  batch.lines.clear();
  batch.texts.clear();
  batch.faults.clear();
  stream_.consume(used_);
  used_ = 0;
  unquoted_.clear();
  while (batch.rows == 0 && batch.faults.empty()) {
    unquoted_.reserve(stream_.text().size());
    const Stop stop = read_window(batch);
    if (stop == Stop::full || batch.rows > 0 || !batch.faults.empty()) break;
    if (is_all_) break;
    stream_.consume(used_);
    used_ = 0;
    unquoted_.clear();
    is_all_ = !stream_.more(told_);
  }
  if (told_.has_errors()) {
    batch.rows = 0;
    batch.faults.clear();
  }
  batch.fields.resize(batch.rows * batch.columns);
  return batch.rows > 0 || !batch.faults.empty();
}

CsvRows::Stop CsvRows::read_window(RowBatch& batch) {
  const std::string_view window = stream_.text();
  const char* row = window.data() + used_;
  const char* const end = window.data() + window.size();
  if (row < end) scanner_.start(row);
  Stop stop = Stop::window_ends;
  while (row < end && stop == Stop::window_ends) {
    const char* const start = row;
    std::size_t length = 0;
    if (read_plain_row(row, batch.fields.data() + batch.rows * batch.columns, length)) {
      if (blank_line_ > 0) tell_blank_line(batch);
      add_row(batch, {start, length});
      ++line_;
    } else if (read_careful_row(batch, row, window)) {
      if (row < end) scanner_.start(row);
    } else {
      stop = Stop::unfinished;
      break;
    }
    if (batch.rows == batch_rows || batch.faults.size() >= batch_rows) stop = Stop::full;
  }
  used_ = static_cast<std::size_t>(row - window.data());
  return stop;
}

/// A row without quotes and with as many fields as the header. False, and nothing read, when it is
/// not one; the scanner must then be started again.
bool CsvRows::read_plain_row(const char*& row, std::string_view* fields, std::size_t& length) {
  const std::size_t last = header_.size() - 1;
  const char* field = row;
  for (std::size_t i = 0;;) {
    const char* const at = scanner_.next();
    if (*at == separator_.character) {
      if (i == last) return false;
      fields[i++] = {field, static_cast<std::size_t>(at - field)};
      field = at + 1;
    } else if (*at == '\n') {
      const char* stop = at;
      if (stop > field && stop[-1] == '\r') --stop;
      if (i != last || stop == row) return false;
      fields[i] = {field, static_cast<std::size_t>(stop - field)};
      length = static_cast<std::size_t>(stop - row);
      row = at + 1;
      return true;
    } else if (*at != '\t' && !(*at == '\r' && at[1] == '\n')) {
      return false;
    }
  }
}

/// Any other row, fault or blank line. False when it does not end in the window.
bool CsvRows::read_careful_row(RowBatch& batch, const char*& row, std::string_view window) {
  const std::string_view text = window.substr(static_cast<std::size_t>(row - window.data()));
  const std::size_t unquoted = unquoted_.size();
  const auto outcome = parser_.read(text, is_all_, unquoted_);
  if (outcome != CsvRowParser::Outcome::row) unquoted_.resize(unquoted);
  if (outcome == CsvRowParser::Outcome::unfinished) return false;
  const std::string_view whole = text.substr(0, parser_.length());
  const auto& fields = parser_.fields();
  if (outcome == CsvRowParser::Outcome::row && whole.empty()) {
    if (blank_line_ == 0) blank_line_ = line_;
  } else {
    if (blank_line_ > 0) tell_blank_line(batch);
    if (outcome == CsvRowParser::Outcome::fault) {
      add_fault(batch, up_to_fault(text), parser_.fault(), parser_.fault_offset(),
                parser_.fault_length());
    } else if (fields.size() != header_.size()) {
      tell_count(batch, whole);
    } else {
      for (std::size_t i = 0; i < fields.size(); ++i) {
        batch.fields[batch.rows * batch.columns + i] = fields[i].value;
      }
      add_row(batch, whole);
    }
  }
  line_ += parser_.lines();
  row += parser_.bytes();
  return true;
}

void CsvRows::add_row(RowBatch& batch, std::string_view text) {
  batch.lines.push_back(line_);
  batch.texts.push_back(text);
  ++batch.rows;
}

void CsvRows::add_fault(RowBatch& batch, std::string_view text, Diagnostic fault,
                        std::size_t offset, std::size_t length) {
  fault.span.file = shown_as();
  CsvRowParser::place(fault, text, line_, offset, length);
  batch.faults.push_back(std::move(fault));
}

void CsvRows::tell_blank_line(RowBatch& batch) {
  batch.faults.push_back({.severity = Severity::error,
                          .code = "csv.blank_line",
                          .span = {.file = shown_as(), .line = blank_line_, .column = 1},
                          .message = "there is a blank line between rows",
                          .hint = "remove it",
                          .excerpt = {}});
  blank_line_ = 0;
}

void CsvRows::tell_count(RowBatch& batch, std::string_view text) {
  const auto& fields = parser_.fields();
  const bool surplus = fields.size() > header_.size();
  const std::size_t offset = surplus ? fields[header_.size()].offset : text.size();
  const std::size_t length = surplus ? fields[header_.size()].length : 1;
  add_fault(batch, text,
            {.severity = Severity::error,
             .code = "csv.column_count",
             .span = {},
             .message = fmt::format("expected {}, found {}", counted(header_.size(), "field"),
                                    fields.size()),
             .hint = surplus ? fmt::format("put a value with a {} in quotes", separator_.name) : "",
             .excerpt = {}},
            offset, length);
}

Span CsvRows::span(const RowBatch& batch, std::size_t row, std::size_t field) const {
  Diagnostic item;
  point(item, batch, row, field);
  return item.span;
}

void CsvRows::point(Diagnostic& diagnostic, const RowBatch& batch, std::size_t row,
                    std::size_t field) const {
  CsvRowParser parser = parser_;
  std::string unquoted;
  unquoted.reserve(batch.texts[row].size());
  parser.read(batch.texts[row], true, unquoted);
  const CsvRowParser::Field& found = parser.fields()[field];
  diagnostic.span.file = shown_as();
  CsvRowParser::place(diagnostic, batch.texts[row], batch.lines[row], found.offset, found.length);
}

}  // namespace

std::unique_ptr<RowSource> open_csv(const std::string& path, const std::string& shown_as,
                                    Diagnostics& diagnostics, const RowLimits& limits) {
  auto stream = TextStream::open(path, shown_as, diagnostics, limits);
  if (!stream) return nullptr;
  Diagnostics trouble;
  if (stream->more(trouble)) {
    const auto separator = csv_separator(stream->text(), limits.row);
    if (separator) {
      auto rows = std::make_unique<CsvRows>(shown_as, std::move(*stream), *separator, limits);
      if (rows->read_header(trouble, limits)) return rows;
    } else {
      trouble.error(
          "rows.separator", {.file = shown_as, .line = 1},
          "it cannot be told what separates the columns",
          "save the file with commas or with semicolons, and quote values that have them");
    }
  } else if (!trouble.has_errors()) {
    trouble.error("csv.empty", {.file = shown_as}, "the file is empty");  // but for a mark
  }
  diagnostics.append(trouble);
  return nullptr;
}

}  // namespace redthread::warehouse
