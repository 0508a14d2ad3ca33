// SPDX-License-Identifier: Apache-2.0
#include "sources/query_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"

namespace redthread::sources {
namespace {

constexpr std::array<std::pair<std::string_view, Parameter>, 3> parameters = {
    {{"from", Parameter::from}, {"to", Parameter::to}, {"period", Parameter::period}}};
constexpr const char* known_parameters =
    "the parameters are :from and :to (first and last day), and :period (2024-03)";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_letter(c) || is_digit(c); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower;
}

/// Walks over a query's text, past what is no SQL word.
class Scanner {
 public:
  Scanner(const SourceQuery& query, Diagnostics& diagnostics)
      : query_(query), sql_(query.sql), diagnostics_(diagnostics) {}

  std::optional<QueryText> read() {
    while (at_ < sql_.size()) {
      const char c = sql_[at_];
      if (is_blank(c)) {
        ++at_;
        continue;
      }
      if (skip_comment()) continue;
      if (ended_) return not_one_statement();
      if (c == ';') {
        ended_ = at_++;
        continue;
      }
      if (first_word_.empty()) first_word_ = word_or_character();
      if (!step()) return std::nullopt;
    }
    return finished();
  }

 private:
  /// What begins here and is neither blank nor comment. False with a diagnostic.
  bool step() {
    const char c = sql_[at_];
    if (c == '\'') {
      const bool has_backslashes = at_ > 0 && (sql_[at_ - 1] == 'E' || sql_[at_ - 1] == 'e') &&
                                   (at_ < 2 || !is_word(sql_[at_ - 2]));
      skip_quoted(has_backslashes);
    } else if (c == '"' || c == '`') {
      skip_quoted(false);
    } else if (c == '$') {
      return skip_dollars();
    } else if (c == ':') {
      return take_colon();
    } else if (is_word(c)) {
      while (at_ < sql_.size() && is_word(sql_[at_])) ++at_;
    } else {
      ++at_;
    }
    return true;
  }

  std::string word_or_character() const {
    std::size_t end = at_;
    while (end < sql_.size() && is_word(sql_[end])) ++end;
    return lower_case(sql_.substr(at_, std::max<std::size_t>(end - at_, 1)));
  }

  bool skip_comment() {
    const std::string_view rest = sql_.substr(at_);
    if (rest.starts_with("--")) {
      at_ = std::min(sql_.find('\n', at_), sql_.size());
      return true;
    }
    if (!rest.starts_with("/*")) return false;
    const std::size_t end = sql_.find("*/", at_ + 2);
    at_ = end == std::string_view::npos ? sql_.size() : end + 2;
    return true;
  }

  /// A quote that never closes is for the engine to tell.
  void skip_quoted(bool has_backslashes) {
    const char quote = sql_[at_++];
    for (; at_ < sql_.size() && sql_[at_] != quote; ++at_) {
      if (has_backslashes && sql_[at_] == '\\') ++at_;
    }
    at_ = std::min(at_ + 1, sql_.size());
  }

  /// `$tag$ ... $tag$`; a parameter by number would be mistaken for one of ours.
  bool skip_dollars() {
    std::size_t end = at_ + 1;
    while (end < sql_.size() && is_word(sql_[end])) ++end;
    if (at_ + 1 < sql_.size() && is_digit(sql_[at_ + 1])) {
      tell_at(query_, at_, "sources.parameter",
              fmt::format("there is no parameter `{}`", sql_.substr(at_, end - at_)),
              known_parameters, diagnostics_);
      return false;
    }
    if (end >= sql_.size() || sql_[end] != '$') {
      at_ = end;
      return true;
    }
    const std::string_view tag = sql_.substr(at_, end + 1 - at_);
    const std::size_t close = sql_.find(tag, end + 1);
    at_ = close == std::string_view::npos ? sql_.size() : close + tag.size();
    return true;
  }

  /// `:from`, or `::type`.
  bool take_colon() {
    const std::size_t begin = at_++;
    if (at_ < sql_.size() && (sql_[at_] == ':' || sql_[at_] == '=')) {
      ++at_;
      return true;
    }
    if (at_ >= sql_.size() || !is_letter(sql_[at_])) return true;
    while (at_ < sql_.size() && is_word(sql_[at_])) ++at_;
    const std::string_view name = sql_.substr(begin + 1, at_ - begin - 1);
    for (const auto& [known, parameter] : parameters) {
      if (known != name) continue;
      uses_.push_back({.parameter = parameter, .begin = begin, .end = at_});
      return true;
    }
    tell_at(query_, begin, "sources.parameter", fmt::format("there is no parameter `:{}`", name),
            known_parameters, diagnostics_);
    return false;
  }

  std::optional<QueryText> not_one_statement() {
    tell_at(query_, at_, "sources.not_read_only", "a query is one statement, and here is another",
            "delete it; a query that needs several steps has them in WITH", diagnostics_);
    return std::nullopt;
  }

  std::optional<QueryText> finished() {
    if (first_word_ != "select" && first_word_ != "with" && first_word_ != "values") {
      tell_at(query_, std::string::npos, "sources.not_read_only",
              "the statement does not read: it begins with neither SELECT nor WITH",
              "a source is only read", diagnostics_);
      return std::nullopt;
    }
    const auto uses = [&](Parameter wanted) {
      return std::any_of(uses_.begin(), uses_.end(),
                         [&](const QueryText::Use& use) { return use.parameter == wanted; });
    };
    if (!uses(Parameter::period) && !(uses(Parameter::from) && uses(Parameter::to))) {
      tell_at(query_, std::string::npos, "sources.parameter",
              "the query does not ask for the months that a delivery has",
              "compare with :period, or with both :from and :to; " + std::string(known_parameters),
              diagnostics_);
      return std::nullopt;
    }
    return QueryText{.text = std::string(sql_.substr(0, ended_.value_or(sql_.size()))),
                     .uses = std::move(uses_)};
  }

  const SourceQuery& query_;
  std::string_view sql_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  std::string first_word_;
  std::optional<std::size_t> ended_;  ///< the semicolon after the statement
  std::vector<QueryText::Use> uses_;
};

}  // namespace

std::string parameter_text(Parameter parameter, Period months) {
  switch (parameter) {
    case Parameter::from:
      return months.first().first_day().to_string();
    case Parameter::to:
      return months.last().last_day().to_string();
    case Parameter::period:
      return months.to_string();
  }
  return {};
}

std::string QueryText::numbered() const {
  std::string result;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    result += text.substr(copied, uses[i].begin - copied) + fmt::format("${}", i + 1);
    copied = uses[i].end;
  }
  return result + text.substr(copied);
}

std::size_t QueryText::offset_of_numbered(std::size_t offset) const {
  std::size_t begin = 0;  // of the stretch after the latest parameter: in the numbered text,
  std::size_t from = 0;   // and in ours
  for (std::size_t i = 0; i < uses.size(); ++i) {
    const std::size_t parameter = begin + (uses[i].begin - from);
    if (offset < parameter) break;
    begin = parameter + fmt::formatted_size("${}", i + 1);
    from = uses[i].end;
    if (offset < begin) return uses[i].begin;
  }
  return std::min(from + (offset - begin), text.size());
}

std::optional<QueryText> read_query_text(const SourceQuery& query, Diagnostics& diagnostics) {
  return Scanner(query, diagnostics).read();
}

void tell_at(const SourceQuery& query, std::size_t offset, const char* code,
             const std::string& message, const std::string& hint, Diagnostics& diagnostics) {
  Span place = query.place;
  place.length = 1;
  if (!query.is_verbatim || offset == std::string::npos) {
    diagnostics.error(code, place, message, hint);
    return;
  }
  const std::string_view sql = query.sql;
  offset = std::min(offset, sql.size());
  const std::size_t newline = offset == 0 ? std::string_view::npos : sql.rfind('\n', offset - 1);
  const bool is_first_line = newline == std::string_view::npos;
  const std::size_t line_begin = is_first_line ? 0 : newline + 1;
  const int first_column = is_first_line ? query.place.column : 1;
  place.line +=
      static_cast<int>(std::count(sql.begin(), sql.begin() + static_cast<long>(offset), '\n'));
  place.column =
      first_column + static_cast<int>(character_count(sql.substr(line_begin, offset - line_begin)));
  Diagnostic& told = diagnostics.error(code, place, message, hint);
  constexpr std::size_t longest_excerpt = 160;
  const std::string_view line =
      sql.substr(line_begin, std::min(sql.find('\n', offset), sql.size()) - line_begin);
  if (line.size() > longest_excerpt) return;
  told.excerpt = printable(line);
  told.excerpt_column = first_column;
}

}  // namespace redthread::sources
