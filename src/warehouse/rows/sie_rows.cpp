// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "warehouse/rows/batch_builder.hpp"
#include "warehouse/rows/formats.hpp"
#include "warehouse/rows/sie_line.hpp"
#include "warehouse/rows/text_stream.hpp"

namespace redthread::warehouse {
namespace {

constexpr std::size_t max_amount_length = 24;
constexpr int max_amount_scale = 6;

/// Labels of lines that hold amounts and are no rows.
constexpr const char* left_aside[] = {"#RTRANS", "#BTRANS", "#IB",     "#UB",     "#OIB",
                                      "#OUB",    "#RES",    "#PSALDO", "#PBUDGET"};

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 9 &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

int to_int(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// `20240301` as `2024-03-01`; nullopt when there is no such day.
std::optional<std::string> iso_date(std::string_view text) {
  if (text.size() != 8 || !is_number(text)) return std::nullopt;
  const auto date =
      Date::from_ymd(to_int(text.substr(0, 4)), to_int(text.substr(4, 2)), to_int(text.substr(6)));
  if (!date) return std::nullopt;
  return date->to_string();
}

std::optional<Decimal> amount_of(std::string_view text) {
  if (text.size() > max_amount_length) return std::nullopt;
  const auto amount = Decimal::parse(text);
  if (!amount || amount->scale() > max_amount_scale) return std::nullopt;
  return amount;
}

/// A #TRANS line, checked as far as it can be alone.
struct Transaction {
  int line = 0;
  std::string text;  ///< the line as written
  std::string date;
  std::string account;
  std::string amount;
  std::string note;
  std::string quantity;
  std::vector<std::string> objects;  ///< one for each dimension of the file
};

/// A voucher while it is read.
struct Voucher {
  int line = 0;
  std::string series;
  std::string number;
  std::string date;  ///< empty when it cannot be read
  bool is_open = false;
  Decimal sum;
  std::vector<Transaction> rows;
  std::size_t bytes = 0;
  int fault_line = 0;  ///< of its first line that cannot be read
};

class SieRows final : public RowSource {
 public:
  SieRows(const std::string& shown_as, TextStream stream, const RowLimits& limits)
      : RowSource(shown_as), limits_(limits), stream_(std::move(stream)) {}

  bool survey(Diagnostics& diagnostics);
  std::string format() const override;
  bool next(RowBatch& batch) override;
  Span span(const RowBatch& batch, std::size_t row, std::size_t field) const override;
  void point(Diagnostic& diagnostic, const RowBatch& batch, std::size_t row,
             std::size_t field) const override;

 private:
  std::optional<std::string_view> next_line(Diagnostics& diagnostics);
  void read_line(std::string_view text);
  void start_voucher();
  void add_transaction(std::string_view text);
  std::string take_transaction(Transaction& row);
  void end_voucher(const std::string& why_not);
  void add_fault(int line, std::string_view text, const char* code, std::string message,
                 std::string hint = {});
  void fail_line(std::string_view text, std::string message, std::string hint = {});
  void tell_left_aside();

  RowLimits limits_;
  TextStream stream_;
  int line_ = 0;  ///< that was read last
  std::size_t used_ = 0;
  bool has_balances_ = false;              ///< #RAR: 4E
  std::map<int, std::string> dimensions_;  ///< number and name
  SieLine parsed_;
  std::optional<Voucher> voucher_;
  BatchBuilder builder_;
  std::map<std::string, std::size_t, std::less<>> aside_;
  bool ended_ = false;
};

/// The next line without its end; nullopt at the end of the file or after a file fault.
std::optional<std::string_view> SieRows::next_line(Diagnostics& diagnostics) {
  if (used_ == stream_.text().size()) {
    stream_.consume(used_);
    used_ = 0;
    if (stream_.text().empty() && !stream_.more(diagnostics)) return std::nullopt;
  }
  const std::string_view rest = stream_.text().substr(used_);
  std::string_view text = rest.substr(0, rest.find('\n'));
  used_ += text.size() + 1;
  ++line_;
  while (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

/// Reads the whole file once for what must be known before the first row: its dimensions.
bool SieRows::survey(Diagnostics& diagnostics) {
  const Span whole_file{.file = shown_as()};
  bool is_sie = false;
  std::string type;
  while (const auto text = next_line(diagnostics)) {
    if (line_ == 1 && text->starts_with('<')) {
      diagnostics.error("rows.format", whole_file, "this is XML (SIE 5?), not SIE 4",
                        "export the vouchers as SIE 4E or 4I");
      return false;
    }
    if (!read_sie_line(*text, parsed_).empty()) continue;  // told when the rows are read
    if (parsed_.label == "#FLAGGA") is_sie = true;
    if (parsed_.label == "#SIETYP") type = parsed_.field(0);
    if (parsed_.label == "#RAR") has_balances_ = true;
    const bool declares = parsed_.label == "#DIM" || parsed_.label == "#UNDERDIM";
    if (declares && is_number(parsed_.field(0))) {
      dimensions_[to_int(parsed_.field(0))] = parsed_.field(1);
    }
    if (parsed_.label != "#TRANS") continue;
    for (const auto& object : parsed_.objects) {
      if (is_number(object.first)) dimensions_.emplace(to_int(object.first), "");
    }
  }
  if (diagnostics.has_errors()) return false;
  if (!is_sie) {
    diagnostics.error("rows.format", whole_file, "this is not a SIE file: it has no line #FLAGGA",
                      "give the file the extension of what it is");
    return false;
  }
  if (type != "4") {
    diagnostics.error("rows.sie", whole_file,
                      type.empty() ? std::string("the SIE type is not told: there is no #SIETYP")
                                   : "only SIE type 4 has vouchers; this is another type",
                      "export the vouchers as SIE 4E or 4I");
    return false;
  }
  header_ = {"series", "voucher", "date", "account", "amount", "text", "quantity"};
  for (const auto& dimension : dimensions_)
    header_.push_back(fmt::format("dim_{}", dimension.first));
  for (const HeaderFault& fault : header_faults(header_, limits_)) {
    diagnostics.error("rows.header", whole_file, fault.message, fault.hint);
  }
  stream_.rewind();
  line_ = 0;
  used_ = 0;
  return !diagnostics.has_errors();
}

std::string SieRows::format() const {
  std::string text =
      fmt::format("SIE 4{}, {}", has_balances_ ? "E" : "I", name(stream_.encoding()));
  for (const auto& [number, title] : dimensions_) {
    text += fmt::format(", dim_{}{}", number, title.empty() ? "" : " = " + title);
  }
  return text;
}

bool SieRows::next(RowBatch& batch) {
  builder_.start(header_.size());
  while (!ended_ && !builder_.is_full() && !told_.has_errors()) {
    const auto text = next_line(told_);
    if (text) {
      read_line(*text);
      continue;
    }
    ended_ = true;
    if (voucher_) end_voucher("is not closed");
    if (!told_.has_errors()) tell_left_aside();
  }
  if (told_.has_errors()) {
    ended_ = true;
    builder_.start(header_.size());
  }
  builder_.finish(batch);
  return batch.rows > 0 || !batch.faults.empty();
}

void SieRows::read_line(std::string_view text) {
  std::string fault = read_sie_line(text, parsed_);
  if (!fault.empty()) {
    fail_line(text, std::move(fault));
  } else if (parsed_.label == "#VER") {
    if (voucher_) end_voucher("is not closed");
    start_voucher();
    if (voucher_->date.empty()) {
      fail_line(text, "the voucher's date is not a day, written YYYYMMDD");
    }
  } else if (parsed_.label == "#TRANS") {
    add_transaction(text);
  } else if (parsed_.label == "{") {
    if (voucher_ && !voucher_->is_open) {
      voucher_->is_open = true;
    } else {
      fail_line(text, "this brace opens no voucher");
    }
  } else if (parsed_.label == "}") {
    if (voucher_ && voucher_->is_open) {
      end_voucher(voucher_->sum.is_zero() ? "" : "does not sum to zero");
    } else {
      fail_line(text, "this brace closes no voucher");
    }
  } else {
    const auto* const found =
        std::find(std::begin(left_aside), std::end(left_aside), parsed_.label);
    if (found != std::end(left_aside)) ++aside_[*found];
  }
}

void SieRows::start_voucher() {
  voucher_.emplace();
  voucher_->line = line_;
  voucher_->series = parsed_.field(0);
  voucher_->number = parsed_.field(1);
  voucher_->date = iso_date(parsed_.field(2)).value_or("");
}

void SieRows::add_transaction(std::string_view text) {
  if (!voucher_ || !voucher_->is_open) {
    add_fault(line_, text, "rows.sie", "this #TRANS is in no voucher", "it belongs inside { }");
    return;
  }
  voucher_->bytes += text.size() + sizeof(Transaction);
  if (voucher_->bytes > limits_.voucher) {
    const std::size_t limit = limits_.voucher >> 20;
    tell("rows.voucher", fmt::format("the voucher on line {} is larger than the limit of {} MiB",
                                     voucher_->line, limit));
    return;
  }
  Transaction row;
  row.line = line_;
  row.text = text;
  std::string fault = take_transaction(row);
  if (fault.empty()) {
    voucher_->rows.push_back(std::move(row));
  } else {
    fail_line(text, std::move(fault));
  }
}

/// What is wrong with the #TRANS line, or nothing.
std::string SieRows::take_transaction(Transaction& row) {
  row.account = parsed_.field(0);
  if (row.account.empty()) return "the #TRANS has no account";
  if (!parsed_.has_objects) return "the #TRANS has no list of objects; an empty one is written {}";
  row.amount = parsed_.field(1);
  const auto amount = amount_of(row.amount);
  if (!amount) return "the amount is not a number with a decimal point, or too long";
  row.date = voucher_->date;
  if (!parsed_.field(2).empty()) {
    const auto date = iso_date(parsed_.field(2));
    if (!date) return "the date is not a day, written YYYYMMDD";
    row.date = *date;
  }
  row.note = parsed_.field(3);
  row.quantity = parsed_.field(4);
  row.objects.resize(dimensions_.size());
  for (const auto& [dimension, object] : parsed_.objects) {
    if (!is_number(dimension)) return "a dimension is not a number";
    const auto found = dimensions_.find(to_int(dimension));
    if (found == dimensions_.end()) return "the file changed while it was read";
    row.objects[static_cast<std::size_t>(std::distance(dimensions_.begin(), found))] = object;
  }
  voucher_->sum = voucher_->sum + *amount;
  return {};
}

/// `why_not` is empty when all is well, else what is wrong with the voucher as a whole.
void SieRows::end_voucher(const std::string& why_not) {
  const Voucher voucher = std::move(*voucher_);
  voucher_.reset();
  std::string reason;
  std::string hint;
  if (voucher.fault_line > 0) {
    reason = fmt::format("line {} of its voucher cannot be read", voucher.fault_line);
    hint = "a voucher goes in whole or not at all";
  } else if (!why_not.empty()) {
    reason = fmt::format("the voucher on line {} {}", voucher.line, why_not);
    hint = why_not.ends_with("closed") ? "is the file cut short?" : "";
  }
  if (!reason.empty() && voucher.rows.empty() && voucher.fault_line == 0) {
    add_fault(voucher.line, {}, "rows.voucher", reason, hint);
  }
  for (const Transaction& row : voucher.rows) {
    if (!reason.empty()) {
      add_fault(row.line, row.text, "rows.voucher", reason, hint);
      continue;
    }
    for (const std::string* field : {&voucher.series, &voucher.number, &row.date, &row.account,
                                     &row.amount, &row.note, &row.quantity}) {
      builder_.add(*field);
    }
    for (const std::string& object : row.objects) builder_.add(object);
    builder_.end_row(row.line, row.text);
  }
}

void SieRows::add_fault(int line, std::string_view text, const char* code, std::string message,
                        std::string hint) {
  builder_.add_fault({.severity = Severity::error,
                      .code = code,
                      .span = {.file = shown_as(), .line = line},
                      .message = std::move(message),
                      .hint = std::move(hint),
                      .excerpt = excerpt_of(text, 1)});
}

/// A line that cannot be read costs the voucher that it is in.
void SieRows::fail_line(std::string_view text, std::string message, std::string hint) {
  add_fault(line_, text, "rows.sie", std::move(message), std::move(hint));
  if (voucher_ && voucher_->fault_line == 0) voucher_->fault_line = line_;
}

void SieRows::tell_left_aside() {
  if (aside_.empty()) return;
  std::string lines;
  for (const auto& [label, count] : aside_) {
    lines += fmt::format("{}{} {}", lines.empty() ? "" : ", ", count, label);
  }
  told_.add({.severity = Severity::note,
             .code = "rows.left_aside",
             .span = {.file = shown_as()},
             .message = "left aside, as they are no transactions: " + lines,
             .hint = {},
             .excerpt = {}});
}

Span SieRows::span(const RowBatch& batch, std::size_t row, std::size_t /*field*/) const {
  return {.file = shown_as(), .line = batch.lines[row]};
}

void SieRows::point(Diagnostic& diagnostic, const RowBatch& batch, std::size_t row,
                    std::size_t field) const {
  diagnostic.span = span(batch, row, field);
  diagnostic.excerpt = excerpt_of(batch.texts[row], 1);
}

}  // namespace

std::unique_ptr<RowSource> open_sie(const std::string& path, const std::string& shown_as,
                                    Diagnostics& diagnostics, const RowLimits& limits) {
  // What the format's #FORMAT PC8 means, where the letters do not tell.
  auto stream = TextStream::open(path, shown_as, diagnostics, limits, Encoding::code_page_437);
  if (!stream) return nullptr;
  Diagnostics trouble;
  auto rows = std::make_unique<SieRows>(shown_as, std::move(*stream), limits);
  if (rows->survey(trouble)) return rows;
  diagnostics.append(trouble);
  return nullptr;
}

}  // namespace redthread::warehouse
