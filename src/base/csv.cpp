// SPDX-License-Identifier: Apache-2.0
#include "base/csv.hpp"

#include <algorithm>
#include <array>
#include <climits>
#include <utility>

#include <fmt/format.h>

#include "base/encoding.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

namespace redthread {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr const char* save_as_utf8 = "save the file as UTF-8 (in Excel: `CSV UTF-8`)";

/// What some programs write between fields in place of commas.
struct Separator {
  char character;
  const char* name;
};
constexpr std::array separators = {Separator{';', "semicolons"}, Separator{'\t', "tabs"},
                                   Separator{'|', "vertical bars"}};

int as_int(std::size_t number) { return static_cast<int>(std::min<std::size_t>(number, INT_MAX)); }

/// The 1-based character column of byte `offset` in `line`.
int column_at(std::string_view line, std::size_t offset) {
  return as_int(character_count(line.substr(0, offset)) + 1);
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\r') || byte == 0x7F;
}

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

class Reader {
 public:
  Reader(std::string_view text, const std::string& file, const CsvColumns& columns,
         const CsvLimits& limits)
      : text_(text), columns_(columns), limits_(limits) {
    table_.file = file;
  }

  /// What read_csv gives, but for `source`.
  std::optional<CsvTable> read(Diagnostics& diagnostics) {
    if (is_text()) {
      usable_ = read_header();
      if (usable_) {
        read_rows();
      } else {
        inspect_rest();
      }
    }
    tell_all(diagnostics);
    if (!usable_ || lacks_columns_) return std::nullopt;
    return std::move(table_);
  }

 private:
  /// A line as it lies in the text.
  struct Line {
    std::string_view text;  ///< without its end
    std::string_view end;   ///< LF, CRLF or, at the end of the text, nothing
    std::size_t offset = 0;
    int number = 0;
    bool sound = true;  ///< UTF-8 without control characters
  };
  /// Where a field starts, to come back to when it turns out to be wrong.
  struct Place {
    Line line;
    std::size_t at = 0;  ///< byte offset in the line
  };

  // Telling ------------------------------------------------------------------------------------

  Diagnostic& tell(std::string code, Span span, std::string message, std::string hint) {
    told_.push_back({Severity::error,
                     std::move(code),
                     std::move(span),
                     std::move(message),
                     std::move(hint),
                     {}});
    if (told_.size() >= std::max<std::size_t>(1, limits_.errors)) stopped_ = true;
    return told_.back();
  }

  void tell_file(std::string code, std::string message, std::string hint = {}) {
    tell(std::move(code), {.file = table_.file}, std::move(message), std::move(hint));
  }

  void tell_at(const Line& line, std::size_t at, std::size_t bytes, std::string code,
               std::string message, std::string hint = {}) {
    const std::size_t length = character_count(line.text.substr(at, bytes));
    Diagnostic& item = tell(std::move(code),
                            {.file = table_.file,
                             .line = line.number,
                             .column = column_at(line.text, at),
                             .length = as_int(std::max<std::size_t>(1, length))},
                            std::move(message), std::move(hint));
    // set_excerpt looks for the line by number; here the line is at hand.
    item.span.line = 1;
    set_excerpt(item, line.text);
    item.span.line = line.number;
  }

  void tell_all(Diagnostics& diagnostics) {
    if (unreadable_lines_ > 1) {
      told_[encoding_].message +=
          fmt::format("; {} with such bytes", plural(unreadable_lines_ - 1, "more line"));
    }
    // A quote that never closes is told after what was found on the way to the end.
    std::stable_sort(told_.begin(), told_.end(), [](const Diagnostic& a, const Diagnostic& b) {
      return a.span.line < b.span.line;
    });
    for (Diagnostic& item : told_) diagnostics.add(std::move(item));
    if (!stopped_) return;
    diagnostics.add(
        {Severity::note,
         "csv.too_many_errors",
         {.file = table_.file},
         fmt::format("reading stopped after {}; there may be more", plural(told_.size(), "error")),
         {},
         {}});
  }

  // Lines --------------------------------------------------------------------------------------

  /// False when the text as a whole is something else, which it tells.
  bool is_text() {
    if (text_.size() > limits_.file_bytes) {
      tell_file("file.too_large",
                fmt::format("the file is larger than the limit of {} bytes", limits_.file_bytes));
      return false;
    }
    if (looks_like_utf16(text_)) {
      tell_file("csv.encoding", "the file looks like UTF-16, not UTF-8", save_as_utf8);
      return false;
    }
    if (const char* other = binary_format(text_)) {
      tell_file("csv.binary", fmt::format("this looks like {}, not CSV", other),
                "open it and save it as CSV with UTF-8");
      return false;
    }
    if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
    const bool has_content = text_.find_first_not_of(" \t\r\n") != std::string_view::npos;
    if (!has_content) tell_file("csv.empty", "the file is empty");
    return has_content;
  }

  /// The next line; nullopt at the end of the text and when nothing after it can be used.
  std::optional<Line> next_line() {
    if (useless_ || offset_ >= text_.size()) return std::nullopt;
    Line line;
    line.offset = offset_;
    line.number = line_number_ + 1;
    // One more for the LF, one for the CR: a line's end does not count.
    const std::size_t longest = std::min(limits_.line_bytes, text_.size()) + 2;
    const std::string_view ahead = text_.substr(offset_, longest);
    const std::size_t feed = ahead.find('\n');
    line.text = ahead.substr(0, feed);
    const bool returns = feed != std::string_view::npos && line.text.ends_with('\r');
    if (returns) line.text.remove_suffix(1);
    line.end = feed == std::string_view::npos ? "" : returns ? "\r\n" : "\n";
    if (line.text.size() > limits_.line_bytes) {
      tell_at(line, 0, 1, "csv.line_too_long",
              fmt::format("the line is longer than the limit of {} bytes; reading stops here",
                          limits_.line_bytes),
              "is this a CSV file with one row a line?");
      useless_ = true;
      return std::nullopt;
    }
    offset_ += line.text.size() + line.end.size();
    line_number_ = line.number;
    inspect(line);
    if (useless_) return std::nullopt;
    return line;
  }

  /// Tells once what is wrong with the line's bytes.
  void inspect(Line& line) {
    const bool first_time = line.number > inspected_;
    inspected_ = std::max(inspected_, line.number);
    const std::size_t invalid = first_invalid_utf8(line.text);
    const auto control = static_cast<std::size_t>(
        std::find_if(line.text.begin(), line.text.end(), is_control) - line.text.begin());
    const std::size_t lone = line.text.find('\r');
    line.sound = invalid == std::string_view::npos && control == line.text.size() &&
                 lone == std::string_view::npos;
    if (line.sound || !first_time) return;

    if (control < line.text.size() && line.text[control] == '\0') {
      tell_at(line, control, 1, "csv.binary", "there is a NUL byte; this is not a text file",
              "save the data as CSV with UTF-8");
      useless_ = true;
      usable_ = false;
      return;
    }
    if (control < line.text.size()) {
      tell_at(line, control, 1, "csv.control_character",
              fmt::format("there is a control character (U+{:04X})",
                          static_cast<unsigned>(line.text[control])),
              "remove it; only tabs are allowed");
    }
    if (lone != std::string_view::npos) {
      tell_at(line, lone, 1, "csv.line_end", "there is a lone carriage return",
              "end lines with LF or CRLF");
    }
    if (invalid != std::string_view::npos) tell_encoding(line, invalid);
  }

  /// One cause, so one diagnostic for the whole file; tell_all adds how many lines.
  void tell_encoding(const Line& line, std::size_t at) {
    if (++unreadable_lines_ > 1) return;
    const unsigned byte = static_cast<unsigned char>(line.text[at]);
    std::string message = fmt::format("byte 0x{:02X} is not UTF-8", byte);
    const char32_t character = windows_1252_character(byte);
    if (character >= 0xA0) {
      message += fmt::format("; in Windows-1252 it is `{}`", to_utf8(character));
    }
    encoding_ = told_.size();
    tell_at(line, at, 1, "csv.encoding", message, save_as_utf8);
  }

  void go_on_after(const Line& line) {
    offset_ = line.offset + line.text.size() + line.end.size();
    line_number_ = line.number;
  }

  // Rows ---------------------------------------------------------------------------------------

  /// A header that cannot be read still lets us tell what is wrong with the bytes of the rest.
  void inspect_rest() {
    while (!stopped_ && next_line()) {
    }
  }

  /// The row that starts with `line`, which is not blank. False when it cannot be used, which has
  /// been told.
  bool read_row(Line line, CsvRow& row) {
    row = {};
    row.line = line.number;
    const std::size_t row_start = line.offset;
    bool sound = line.sound;
    std::size_t at = 0;       // byte offset in the line
    std::size_t counted = 0;  // up to here `column` has counted
    int column = 1;
    while (true) {
      column += as_int(character_count(line.text.substr(counted, at - counted)));
      counted = at;
      const Place start{line, at};
      add_place(row, line.number, column);
      std::string& field = row.fields.emplace_back();
      if (at < line.text.size() && line.text[at] == '"') {
        ++at;
        if (!read_quoted(line, at, start, row_start, sound, field)) return false;
        if (line.number != start.line.number) {
          column = 1;
          counted = 0;
        }
      } else {
        const std::size_t comma = std::min(line.text.find(',', at), line.text.size());
        field = line.text.substr(at, comma - at);
        const std::size_t quote = field.find('"');
        if (quote != std::string::npos) {
          tell_at(line, at + quote, 1, "csv.quote",
                  "there is a quote inside a field that does not start with one",
                  "write the field in quotes and double the quotes inside it");
          return false;
        }
        at = comma;
      }
      if (at == line.text.size()) break;
      ++at;  // the comma
    }
    last_line_ = line;
    return sound;
  }

  /// `lines` stays empty for the common row of one line.
  static void add_place(CsvRow& row, int line, int column) {
    if (line != row.line && row.lines.empty()) row.lines.assign(row.columns.size(), row.line);
    if (line != row.line || !row.lines.empty()) row.lines.push_back(line);
    row.columns.push_back(column);
  }

  /// The rest of a quoted field; `at` is after the opening quote and ends at a comma or the end of
  /// `line`, which may be a later one than the field started on. False when it was told as wrong;
  /// reading then goes on after the line of the opening quote, for it is likely the stray one.
  bool read_quoted(Line& line, std::size_t& at, const Place& start, std::size_t row_start,
                   bool& sound, std::string& field) {
    while (true) {
      const std::size_t quote = line.text.find('"', at);
      if (quote == std::string_view::npos) {
        field += line.text.substr(at);
        field += line.end;
        const bool too_far = offset_ - row_start > limits_.line_bytes;
        const auto next = too_far ? std::nullopt : next_line();
        if (!next && useless_) return false;
        if (!next) {
          tell_at(start.line, start.at, 1, "csv.unterminated_quote",
                  too_far ? fmt::format("this quoted field is not closed within {} bytes",
                                        limits_.line_bytes)
                          : std::string("this quoted field is never closed"),
                  "close it with a quote before the comma, or remove this quote");
          go_on_after(start.line);
          return false;
        }
        line = *next;
        sound = sound && line.sound;
        at = 0;
        continue;
      }
      field += line.text.substr(at, quote - at);
      at = quote + 1;
      if (at < line.text.size() && line.text[at] == '"') {
        field += '"';
        ++at;
        continue;
      }
      if (at == line.text.size() || line.text[at] == ',') return true;
      const bool elsewhere = line.number != start.line.number;
      tell_at(line, at, 1, "csv.text_after_quote",
              elsewhere ? fmt::format("there is text after the closing quote of the field that "
                                      "starts on line {}",
                                      start.line.number)
                        : std::string("there is text after the closing quote"),
              "double the quotes that belong to the value");
      go_on_after(start.line);
      return false;
    }
  }

  // The header ---------------------------------------------------------------------------------

  bool is_known(std::string_view name) const {
    const auto among = [&](const std::vector<std::string>& names) {
      return std::find(names.begin(), names.end(), name) != names.end();
    };
    return among(columns_.required) || among(columns_.optional);
  }

  std::size_t known_columns(std::string_view header, char separator) const {
    const auto names = split(header, separator);
    return static_cast<std::size_t>(std::count_if(
        names.begin(), names.end(), [&](std::string_view name) { return is_known(trim(name)); }));
  }

  /// What separates the columns when it is not commas: more of them are then known, or there is
  /// no comma at all.
  const Separator* other_separator(std::string_view header) const {
    const std::size_t known = known_columns(header, ',');
    const bool may_be_other = known == 0 && header.find(',') == std::string_view::npos;
    const auto* const found =
        std::find_if(separators.begin(), separators.end(), [&](const Separator& other) {
          return header.find(other.character) != std::string_view::npos &&
                 (may_be_other || known_columns(header, other.character) > known);
        });
    return found == separators.end() ? nullptr : found;
  }

  bool read_header() {
    const auto line = next_line();
    if (!line) return false;
    if (line->text.empty()) {
      tell_at(*line, 0, 1, "csv.blank_line", "the first line is blank",
              "the header must be the first line");
      return false;
    }
    if (const Separator* other = other_separator(line->text)) {
      tell_at(*line, line->text.find(other->character), 1, "csv.separator",
              fmt::format("the columns are separated by {}, not commas", other->name),
              "save the file as comma-separated, with a decimal point in numbers");
      return false;
    }
    CsvRow header;
    if (!read_row(*line, header)) return false;
    table_.header = header.fields;
    if (!columns_.any) check_names(*line, header);
    check_required(*line);
    return true;
  }

  void check_names(const Line& line, const CsvRow& header) {
    const auto tell_name = [&](std::size_t i, std::string code, std::string message,
                               std::string hint) {
      Diagnostic& item =
          tell(std::move(code), table_.span(header, i), std::move(message), std::move(hint));
      const int number = item.span.line;
      item.span.line = number - line.number + 1;
      set_excerpt(item, text_.substr(line.offset, offset_ - line.offset));
      item.span.line = number;
    };
    std::vector<std::string> known = columns_.required;
    known.insert(known.end(), columns_.optional.begin(), columns_.optional.end());
    for (std::size_t i = 0; i < table_.header.size() && !stopped_; ++i) {
      const std::string& name = table_.header[i];
      const auto first = std::find(table_.header.begin(), table_.header.end(), name);
      const std::size_t earlier = static_cast<std::size_t>(first - table_.header.begin());
      if (name.empty()) {
        tell_name(i, "csv.unknown_column", fmt::format("column {} has no name", i + 1),
                  "name it, or remove the comma");
      } else if (earlier < i) {
        tell_name(i, "csv.duplicate_column",
                  fmt::format("column `{}` is already column {}", name, earlier + 1), {});
      } else if (!is_known(name)) {
        tell_name(i, "csv.unknown_column", fmt::format("unknown column `{}`", name),
                  name_hint(name, known));
      }
    }
  }

  void check_required(const Line& line) {
    for (const std::string& name : columns_.required) {
      if (stopped_) break;
      if (table_.column(name)) continue;
      lacks_columns_ = true;
      tell_at(line, 0, line.text.size(), "csv.missing_column",
              fmt::format("column `{}` is missing", name));
    }
  }

  // --------------------------------------------------------------------------------------------

  void read_rows() {
    std::optional<Line> blank;
    CsvRow row;
    while (!stopped_) {
      const auto line = next_line();
      if (!line) break;
      if (line->text.empty()) {
        if (!blank) blank = line;
        continue;
      }
      if (blank) {
        tell_at(*blank, 0, 1, "csv.blank_line", "there is a blank line between rows", "remove it");
        blank.reset();
        if (stopped_) break;
      }
      // A file with lone carriage returns has all its rows in one line: nothing more to say of it.
      if (line->text.find('\r') != std::string_view::npos) continue;
      if (!read_row(*line, row)) continue;
      if (row.fields.size() != table_.header.size()) {
        tell_count(row);
        continue;
      }
      if (!lacks_columns_) table_.rows.push_back(std::move(row));
    }
  }

  void tell_count(const CsvRow& row) {
    const std::size_t expected = table_.header.size();
    const std::size_t found = row.fields.size();
    const bool surplus = found > expected;
    std::size_t at = last_line_.text.size();
    if (surplus && row.lines.empty()) {
      at = offset_of_column(last_line_.text, row.columns[expected]);
    }
    tell_at(last_line_, at, 1, "csv.column_count",
            fmt::format("expected {}, found {}", plural(expected, "field"), found),
            surplus ? "put a value with a comma in quotes, and write decimals with a point" : "");
  }

  static std::size_t offset_of_column(std::string_view line, int column) {
    std::size_t offset = 0;
    for (int at = 1; at < column && offset < line.size(); ++at) {
      offset += character_at(line, offset).bytes;
    }
    return offset;
  }

  std::string_view text_;
  const CsvColumns& columns_;
  const CsvLimits& limits_;
  CsvTable table_;
  std::vector<Diagnostic> told_;
  std::size_t offset_ = 0;  ///< of the next line
  int line_number_ = 0;     ///< of the line before
  int inspected_ = 0;       ///< lines up to this one have been inspected
  Line last_line_;          ///< the last line of the row that was read
  std::size_t unreadable_lines_ = 0;
  std::size_t encoding_ = 0;  ///< where in told_ the encoding is told
  bool stopped_ = false;      ///< too many errors
  bool useless_ = false;      ///< nothing after this can be used
  bool usable_ = false;       ///< the header could be read, and the text is no binary file
  bool lacks_columns_ = false;
};

}  // namespace

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header.begin());
}

Span CsvTable::span(const CsvRow& row, std::size_t field) const {
  const std::string_view text = row.fields[field];
  const std::size_t length = character_count(text.substr(0, text.find('\n')));
  return {.file = file,
          .line = row.lines.empty() ? row.line : row.lines[field],
          .column = row.columns[field],
          .length = as_int(std::max<std::size_t>(1, length))};
}

std::optional<CsvTable> read_csv(std::string_view text, const std::string& file,
                                 const CsvColumns& columns, Diagnostics& diagnostics,
                                 const CsvLimits& limits) {
  auto table = Reader(text, file, columns, limits).read(diagnostics);
  if (!table) return std::nullopt;
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  table->source = text;
  return table;
}

std::optional<CsvTable> read_csv_file(const std::string& path, const std::string& shown_as,
                                      const CsvColumns& columns, Diagnostics& diagnostics,
                                      const CsvLimits& limits) {
  auto text = read_text_file(path, shown_as, diagnostics, limits.file_bytes, limits.line_bytes);
  if (!text) return std::nullopt;
  auto table = Reader(*text, shown_as, columns, limits).read(diagnostics);
  if (!table) return std::nullopt;
  if (text->starts_with(byte_order_mark)) text->erase(0, byte_order_mark.size());
  table->source = std::move(*text);
  return table;
}
}  // namespace redthread
