// SPDX-License-Identifier: Apache-2.0
#include "report/template/directive_reader.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "report/template/chart_directive.hpp"
#include "report/template/directive_rules.hpp"
#include "report/template/pattern.hpp"
#include "report/template/quoted.hpp"

namespace redthread::report {
namespace {

struct Word {
  std::string text;
  Range range;
};
struct Option {
  Word name;
  Word value;
  bool quoted = false;
};
struct Lexed {
  std::vector<Word> words;  ///< the first is the directive's name
  std::vector<Option> options;
  std::size_t end = 0;  ///< after the closing brace, or the line's end
  bool good = true;
};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Reads words and options from `at` to `limit`; an inline directive ends at its closing brace.
class Lexer {
 public:
  Lexer(SourceText& source, std::size_t begin, std::size_t at, std::size_t limit, bool is_inline)
      : source_(source), begin_(begin), at_(at), limit_(limit), inline_(is_inline) {}

  Lexed read() {
    const std::string_view text = source_.text();
    while (lexed_.good) {
      if (!skip_spaces()) {
        if (inline_) unclosed_brace();
        break;
      }
      if (inline_ && text[at_] == '}') {
        ++at_;
        break;
      }
      read_word_or_option();
    }
    lexed_.end = lexed_.good ? at_ : recovered();
    return std::move(lexed_);
  }

 private:
  bool ends_word(char c) const {
    return is_space(c) || c == '=' || c == '"' || (inline_ && (c == '}' || c == '{'));
  }

  /// False at the end: of the text, or of the paragraph, which a blank line ends.
  bool skip_spaces() {
    int lines = 0;
    for (; at_ < limit_ && is_space(source_.text()[at_]); ++at_) {
      if (source_.text()[at_] == '\n' && ++lines == 2 && inline_) return false;
    }
    return at_ < limit_;
  }

  Word bare_word() {
    const std::size_t from = at_;
    while (at_ < limit_ && !ends_word(source_.text()[at_])) ++at_;
    return {std::string(source_.text(from, at_)), {from, at_}};
  }

  bool quoted_word(Word& word) {
    const std::size_t from = at_;
    const Quoted quoted = read_quoted(source_.text(), at_, limit_);
    at_ = quoted.end;
    if (!quoted.closed) {
      source_.error("report.unclosed_quote", from, at_, "this quote is never closed",
                    "a value in quotes ends on the same line");
      lexed_.good = false;
      return false;
    }
    word = {quoted.text, {from, at_}};
    return true;
  }

  void read_word_or_option() {
    const std::string_view text = source_.text();
    if (text[at_] == '"') {
      Word word;
      if (quoted_word(word)) lexed_.words.push_back(std::move(word));
      return;
    }
    Word word = bare_word();
    if (inline_ && at_ < limit_ && text[at_] == '{') return unclosed_brace();
    if (at_ >= limit_ || text[at_] != '=') {
      if (!word.text.empty()) lexed_.words.push_back(std::move(word));
      return;
    }
    ++at_;
    Option option{.name = std::move(word)};
    if (option.name.text.empty()) option.name.range = {at_ - 1, at_};
    if (at_ < limit_ && text[at_] == '"') {
      option.quoted = true;
      if (!quoted_word(option.value)) return;
    } else {
      option.value = bare_word();
      if (inline_ && at_ < limit_ && text[at_] == '{') return unclosed_brace();
    }
    lexed_.options.push_back(std::move(option));
  }

  void unclosed_brace() {
    source_.error("report.unclosed_brace", begin_, begin_ + 1, "this brace is never closed",
                  "a literal brace is written \\{");
    lexed_.good = false;
  }

  /// After an error: the closing brace on the same line if there is one, otherwise the line's end.
  std::size_t recovered() const {
    if (!inline_) return limit_;
    const std::size_t line_end =
        std::min(source_.text().find('\n', std::max(at_, begin_ + 1)), limit_);
    const std::size_t close = source_.text().find_first_of("{}", std::max(at_, begin_ + 1));
    if (close >= line_end) return line_end;
    return source_.text()[close] == '}' ? close + 1 : close;
  }

  SourceText& source_;
  std::size_t begin_;
  std::size_t at_;
  std::size_t limit_;
  bool inline_;
  Lexed lexed_;
};

/// Puts words and options where they belong.
class Builder {
 public:
  Builder(SourceText& source, const Lexed& lexed, Range range, bool block)
      : source_(source), lexed_(lexed), range_(range), block_(block) {}

  std::optional<Directive> build() {
    const DirectiveRule* rule = known_rule();
    if (rule == nullptr) return std::nullopt;
    directive_.kind = rule->kind;
    directive_.range = range_;
    for (std::size_t i = 1; i < lexed_.words.size(); ++i) {
      directive_.words.push_back(lexed_.words[i].text);
      directive_.word_ranges.push_back(lexed_.words[i].range);
    }
    check_words(*rule);
    std::vector<std::string> seen;
    for (const Option& option : lexed_.options) read_option(*rule, option, seen);
    check_needed(*rule);
    if (!good_) return std::nullopt;
    return std::move(directive_);
  }

 private:
  void error(const char* code, Range range, std::string message, std::string hint = {}) {
    source_.error(code, range.begin, range.end, std::move(message), std::move(hint));
    good_ = false;
  }

  std::string spelled(std::string_view name) const {
    return block_ ? "::" + std::string(name) : "{" + std::string(name) + "}";
  }

  const DirectiveRule* known_rule() {
    if (lexed_.words.empty()) {
      error("report.unknown_directive", range_,
            block_ ? "a directive needs a name after `::`" : "a directive needs a name",
            block_ ? "" : "a literal brace is written \\{");
      return nullptr;
    }
    const Word& name = lexed_.words.front();
    if (const DirectiveRule* rule = find_rule(name.text, block_)) return rule;
    if (find_rule(name.text, !block_) != nullptr) {
      error("report.unknown_directive", name.range,
            "`" + name.text + "` is no " + (block_ ? "block" : "inline") + " directive",
            block_ ? "write {" + name.text + " …} inside the text"
                   : "write ::" + name.text + " on a line of its own");
      return nullptr;
    }
    std::string hint = name_hint(name.text, directive_names(block_));
    if (!block_) hint += "; a literal brace is written \\{";
    error("report.unknown_directive", name.range, "unknown directive `" + name.text + "`",
          std::move(hint));
    return nullptr;
  }

  void check_words(const DirectiveRule& rule) {
    const std::string usage = "write " + std::string(rule.usage);
    if (directive_.words.size() < rule.least_words) {
      error("report.missing_word", range_, spelled(rule.name) + " lacks a word", usage);
    } else if (directive_.words.size() > rule.most_words) {
      error("report.extra_word", directive_.word_ranges[rule.most_words],
            "`" + directive_.words[rule.most_words] + "` is one word too many", usage);
    } else if (rule.kind == Directive::Kind::period && directive_.words.size() == 1 &&
               directive_.words[0] != "short") {
      error("report.extra_word", directive_.word_ranges[0],
            "`" + directive_.words[0] + "` is not known here", usage);
    }
  }

  void read_option(const DirectiveRule& rule, const Option& option,
                   std::vector<std::string>& seen) {
    const std::string& name = option.name.text;
    if (std::find(rule.options.begin(), rule.options.end(), name) == rule.options.end()) {
      error("report.unknown_option", option.name.range,
            spelled(rule.name) + " has no option `" + name + "`", name_hint(name, rule.options));
      return;
    }
    if (std::find(seen.begin(), seen.end(), name) != seen.end()) {
      error("report.duplicate_option", option.name.range, "`" + name + "` is given twice");
      return;
    }
    seen.push_back(name);
    store(name, option);
  }

  void store(const std::string& name, const Option& option) {
    const std::string& value = option.value.text;
    const Range range = option.value.range;
    if (value.empty() && !option.quoted) {
      error("report.bad_value", option.name.range, "`" + name + "` has no value",
            "write " + name + "=… or " + name + "=\"…\"");
    } else if (name == "unit") {
      directive_.unit = value;
      directive_.unit_range = range;
    } else if (name == "title" || name == "note") {
      check_pattern(source_, value, range);
      (name == "title" ? directive_.title : directive_.note) = value;
    } else if (name == "show") {
      directive_.show = parse_number_format(value);
      directive_.show_range = range;
      if (!directive_.show) {
        error("report.bad_value", range, "`" + value + "` is no format",
              "known: " + number_format_words() + ", each with decimals: \"mnkr 1\"");
      }
    } else if (name == "magnitude") {
      directive_.magnitude = yes_or_no(value, range).value_or(false);
    } else if (name == "rounding") {
      directive_.rounding = yes_or_no(value, range).value_or(true);
    } else if (name == "plan") {
      directive_.plan_only = yes_or_no(value, range).value_or(false);
    } else if (name == "sign") {
      directive_.sign = yes_or_no(value, range);
    } else if (name == "up") {
      directive_.up = value;
    } else if (name == "down") {
      directive_.down = value;
    } else if (name == "same") {
      directive_.same = value;
    } else if (name == "missing") {
      directive_.missing = value;
    } else if (name == "goal") {
      directive_.goal = value;
      directive_.goal_range = range;
    } else if (name == "rows" || name == "columns") {
      const bool rows = name == "rows";
      (rows ? directive_.chart.rows : directive_.chart.columns) = words_in(value);
      (rows ? directive_.chart.rows_range : directive_.chart.columns_range) = range;
    } else if (name == "total") {
      directive_.chart.total = value;
      directive_.chart.total_range = range;
    } else if (name == "months") {
      directive_.chart.months = months(value, range);
    } else if (name == "kind") {
      directive_.kind_of_unit = value;
    } else if (name == "section") {
      directive_.section = value;
      directive_.section_range = range;
    }
  }

  static std::vector<std::string> words_in(const std::string& value) {
    std::vector<std::string> words;
    for (const std::string_view word : split(value, ' ')) {
      if (!trim(word).empty()) words.emplace_back(trim(word));
    }
    return words;
  }

  int months(const std::string& value, Range range) {
    constexpr int most = 240;
    int number = 0;
    const auto end = std::from_chars(value.data(), value.data() + value.size(), number);
    const bool whole = end.ec == std::errc() && end.ptr == value.data() + value.size();
    if (whole && number >= 2 && number <= most) return number;
    error("report.bad_value", range, "`" + value + "` is no number of months",
          "write a whole number from 2 to " + std::to_string(most));
    return 0;
  }

  std::optional<bool> yes_or_no(const std::string& value, Range range) {
    if (value == "yes") return true;
    if (value == "no") return false;
    error("report.bad_value", range, "`" + value + "` is neither yes nor no", "write yes or no");
    return std::nullopt;
  }

  void check_needed(const DirectiveRule& rule) {
    if (rule.kind == Directive::Kind::word && good_) {
      for (const auto& [name, value] :
           {std::pair("up", directive_.up), std::pair("down", directive_.down)}) {
        if (!value.empty()) continue;
        error("report.missing_option", range_,
              std::string("{word} lacks the option `") + name + "`",
              "write " + std::string(rule.usage));
      }
    }
    if (rule.kind == Directive::Kind::chart && good_) {
      if (auto fault = settle_chart(directive_)) {
        error(fault->code, fault->range, fault->message, fault->hint);
      }
    }
    if (rule.kind == Directive::Kind::scorecard && good_ &&
        directive_.words.empty() == directive_.goal.empty()) {
      error("report.missing_option", range_,
            directive_.goal.empty() ? "::scorecard names neither a goal nor indicators"
                                    : "::scorecard names both a goal and indicators",
            "write " + std::string(rule.usage));
    }
  }

  SourceText& source_;
  const Lexed& lexed_;
  Range range_;
  bool block_;
  Directive directive_;
  bool good_ = true;
};

}  // namespace

ReadDirective read_inline_directive(SourceText& source, std::size_t begin) {
  const Lexed lexed = Lexer(source, begin, begin + 1, source.text().size(), true).read();
  if (!lexed.good) return {std::nullopt, lexed.end};
  return {Builder(source, lexed, {begin, lexed.end}, false).build(), lexed.end};
}

ReadDirective read_block_directive(SourceText& source, std::size_t begin, std::size_t end) {
  const Lexed lexed = Lexer(source, begin, begin + 2, end, false).read();
  if (!lexed.good) return {std::nullopt, end};
  const std::size_t last = begin + trim(source.text(begin, end)).size();
  return {Builder(source, lexed, {begin, last}, true).build(), end};
}

}  // namespace redthread::report
