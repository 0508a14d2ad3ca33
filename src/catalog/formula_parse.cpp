// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <initializer_list>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/formula.hpp"
#include "catalog/source.hpp"

namespace redthread::catalog {
namespace {

using Kind = Expression::Kind;
using Function = Expression::Function;

struct FunctionShape {
  Function function;
  std::size_t operands;
  const char* example;
};
constexpr FunctionShape functions[] = {
    {Function::prev_year, 1, "prev_year(x)"},
    {Function::r12, 1, "r12(x)"},
    {Function::ytd, 1, "ytd(x)"},
    {Function::lag, 2, "lag(x, 1)"},
    {Function::if_missing, 2, "if_missing(x, y)"},
    {Function::share, 2, "share(x, of)"},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_key_character(char c) {
  return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_' || c == '.';
}

/// A tree with its depth, which is limited: evaluating and destroying it recurse.
struct Parsed {
  Expression expression;
  std::size_t begin = 0;
  int depth = 1;
};

/// Recursive descent: sum = product {+|- product}; product = factor {*|/ factor};
/// factor = - factor | number | key | function(...) | (sum).
class Parser {
 public:
  Parser(std::string_view text, const FormulaOrigin& origin, const MeasureUnits& units,
         Diagnostics& diagnostics)
      : text_(text), origin_(origin), units_(units), diagnostics_(diagnostics) {}

  std::optional<Expression> parse() {
    if (text_.size() > longest_formula) {
      fail("catalog.formula_limit", 0, 0,
           fmt::format("the formula is longer than {} bytes", longest_formula),
           "name parts of it as measures of their own");
      return std::nullopt;
    }
    skip_spaces();
    if (at_end()) {
      fail("catalog.formula_syntax", at_, at_, "the formula is empty",
           "write a measure's key, or a formula such as `a / b`");
      return std::nullopt;
    }
    auto whole = sum(1);
    if (!whole) return std::nullopt;
    skip_spaces();
    if (!at_end()) return expected_operator();
    return std::move(whole->expression);
  }

 private:
  std::optional<Parsed> sum(int depth) {
    return operations(depth, {{'+', Kind::add}, {'-', Kind::subtract}}, &Parser::product);
  }
  std::optional<Parsed> product(int depth) {
    return operations(depth, {{'*', Kind::multiply}, {'/', Kind::divide}}, &Parser::factor);
  }

  /// Left-associative operators of one precedence.
  std::optional<Parsed> operations(int depth,
                                   std::initializer_list<std::pair<char, Kind>> operators,
                                   std::optional<Parsed> (Parser::*operand)(int)) {
    auto left = (this->*operand)(depth);
    while (left) {
      skip_spaces();
      const auto found = std::find_if(operators.begin(), operators.end(),
                                      [&](const auto& pair) { return pair.first == peek(); });
      if (at_end() || found == operators.end()) return left;
      ++at_;
      auto right = (this->*operand)(depth + 1);
      if (!right) return std::nullopt;
      Parsed both;
      both.begin = left->begin;
      both.depth = 1 + std::max(left->depth, right->depth);
      if (!deep_enough(both.depth)) return std::nullopt;
      both.expression.kind = found->second;
      both.expression.operands.push_back(std::move(left->expression));
      both.expression.operands.push_back(std::move(right->expression));
      both.expression.span = span(both.begin, at_);
      left = std::move(both);
    }
    return std::nullopt;
  }

  std::optional<Parsed> factor(int depth) {
    // Each level of a tree may stand in parentheses of its own, and the canonical text's do.
    if (!deep_enough((depth - 1) / 2)) return std::nullopt;
    skip_spaces();
    const std::size_t begin = at_;
    if (peek() == '-') {
      ++at_;
      auto operand = factor(depth + 1);
      if (!operand) return std::nullopt;
      Parsed result{.begin = begin, .depth = operand->depth + 1};
      if (!deep_enough(result.depth)) return std::nullopt;
      result.expression.kind = Kind::negate;
      result.expression.operands.push_back(std::move(operand->expression));
      result.expression.span = span(begin, at_);
      return result;
    }
    if (peek() == '(') {
      ++at_;
      auto inner = sum(depth + 1);
      if (!inner || !closed(begin, ')')) return std::nullopt;
      inner->begin = begin;
      return inner;
    }
    if (is_digit(peek())) return number();
    if (is_key_character(peek()) && peek() != '.' && peek() != '_') return name(depth);
    return expected_operand();
  }

  std::optional<Parsed> number() {
    const std::size_t begin = at_;
    while (is_digit(peek())) ++at_;
    if (peek() == '.') {
      ++at_;
      while (is_digit(peek())) ++at_;
    }
    Parsed result{.begin = begin};
    const std::string_view digits = text_.substr(begin, at_ - begin);
    const auto value = Decimal::parse(digits);
    if (!value) {
      return fail("catalog.formula_syntax", begin, at_,
                  fmt::format("`{}` cannot be read as a number", digits),
                  "numbers are written 1725 or 431.25, with at most 18 decimals");
    }
    const std::size_t end = at_;
    skip_spaces();
    if (!unit_word(result.expression.unit)) return std::nullopt;
    if (result.expression.unit.symbol.empty()) at_ = end;
    result.expression.kind = Kind::number;
    result.expression.number = *value;
    result.expression.span = span(begin, at_);
    return result;
  }

  std::string_view letters() {
    const std::size_t begin = at_;
    while (!at_end()) {
      const Character c = character_at(text_, at_);
      if (!c.valid || !is_measure_unit_letter(c.code_point)) break;
      at_ += c.bytes;
    }
    return text_.substr(begin, at_ - begin);
  }

  /// The measure unit after a number; none is fine. `kr/h` in one piece is one unit when both
  /// parts are known, else the `/` divides.
  bool unit_word(MeasureUnit& unit) {
    const std::size_t begin = at_;
    const std::string_view word = letters();
    if (word.empty()) return true;
    if (is_key_character(peek()) || peek() == '{' || peek() == '(') {
      at_ = begin;
      expected_operator();
      return false;
    }
    const std::size_t end = at_;
    if (peek() == '/') {
      ++at_;
      letters();
      if (const auto compound = units_.find(text_.substr(begin, at_ - begin))) {
        unit = *compound;
        return true;
      }
      at_ = end;
    }
    const auto known = units_.find(word);
    if (known) {
      unit = *known;
      return true;
    }
    fail("catalog.unknown_measure_unit", begin, end,
         fmt::format("`{}` is not a measure unit", word), name_hint(word, units_.names()));
    return false;
  }

  std::optional<Parsed> name(int depth) {
    const std::size_t begin = at_;
    while (is_key_character(peek())) ++at_;
    const std::string key(text_.substr(begin, at_ - begin));
    const std::size_t end = at_;
    if (!is_key(key)) {
      return fail("catalog.formula_syntax", begin, end, fmt::format("`{}` is not a key", key),
                  "a key is words of a-z, 0-9 and _ joined by dots, each starting with a letter");
    }
    skip_spaces();
    if (peek() == '(') return call(key, begin, end, depth);
    Parsed result{.begin = begin};
    result.expression.kind = Kind::key;
    result.expression.key = key;
    if (peek() == '{') {
      if (!cell(result.expression.cell)) return std::nullopt;
    } else {
      at_ = end;
    }
    result.expression.span = span(begin, at_);
    return result;
  }

  bool cell(Cell& cell) {
    const std::size_t opening = at_++;
    while (true) {
      const std::size_t begin = skip_spaces();
      const std::string breakdown = cell_word("a breakdown");
      if (breakdown.empty()) return false;
      skip_spaces();
      if (peek() != ':') {
        fail("catalog.formula_syntax", at_, next(), "expected `:` after the breakdown",
             "a cell is written {sex: women, profession: physician}");
        return false;
      }
      ++at_;
      skip_spaces();
      const std::string category = cell_word("a category");
      if (category.empty()) return false;
      if (!cell.emplace(breakdown, category).second) {
        fail("catalog.formula_syntax", begin, at_,
             fmt::format("`{}` is given twice in the cell", breakdown), "keep one of them");
        return false;
      }
      skip_spaces();
      if (peek() != ',') return closed(opening, '}');
      ++at_;
    }
  }

  std::string cell_word(std::string_view what) {
    const std::size_t begin = at_;
    while (is_key_character(peek())) ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    if (is_key(word)) return std::string(word);
    fail("catalog.formula_syntax", begin, std::max(at_, next()),
         fmt::format("expected the key of {}", what),
         "a cell is written {sex: women, profession: physician}");
    return {};
  }

  std::optional<Parsed> call(const std::string& name, std::size_t begin, std::size_t end,
                             int depth) {
    const auto* shape = std::find_if(std::begin(functions), std::end(functions),
                                     [&](const auto& f) { return to_string(f.function) == name; });
    if (shape == std::end(functions)) {
      std::vector<std::string> known;
      for (const FunctionShape& f : functions) known.emplace_back(to_string(f.function));
      return fail("catalog.unknown_function", begin, end,
                  fmt::format("there is no function `{}`", name), name_hint(name, known));
    }
    const std::size_t opening = at_++;
    Parsed result{.begin = begin};
    result.expression.kind = Kind::call;
    result.expression.function = shape->function;
    while (true) {
      auto operand = sum(depth + 1);
      if (!operand) return std::nullopt;
      result.depth = std::max(result.depth, operand->depth + 1);
      result.expression.operands.push_back(std::move(operand->expression));
      skip_spaces();
      if (peek() != ',') break;
      ++at_;
    }
    if (!closed(opening, ')')) return std::nullopt;
    if (!deep_enough(result.depth)) return std::nullopt;
    const std::size_t given = result.expression.operands.size();
    if (given != shape->operands) {
      return fail("catalog.function_arguments", begin, at_,
                  fmt::format("`{}` takes {} argument{}, not {}", name, shape->operands,
                              shape->operands == 1 ? "" : "s", given),
                  fmt::format("write {}", shape->example));
    }
    result.expression.span = span(begin, at_);
    return result;
  }

  bool closed(std::size_t opening, char closing) {
    skip_spaces();
    if (peek() == closing) {
      ++at_;
      return true;
    }
    if (at_end()) {
      fail("catalog.formula_syntax", opening, opening + 1,
           fmt::format("`{}` is never closed", text_[opening]),
           fmt::format("write `{}` where it ends", closing));
    } else {
      fail("catalog.formula_syntax", at_, next(),
           fmt::format("expected an operator or `{}`", closing), hint_for_what_follows());
    }
    return false;
  }

  std::nullopt_t expected_operand() {
    if (at_end()) {
      return fail("catalog.formula_syntax", at_, at_, "the formula ends where an operand should be",
                  "write a measure's key or a number");
    }
    const std::string_view hint =
        peek() == '+' ? "a number needs no `+`" : "keys are in lower case (a-z, 0-9, _ and dots)";
    return fail("catalog.formula_syntax", at_, word_end(),
                fmt::format("expected a key, a number or `(`, not `{}`",
                            text_.substr(at_, word_end() - at_)),
                std::string(hint));
  }

  std::nullopt_t expected_operator() {
    return fail("catalog.formula_syntax", at_, word_end(),
                fmt::format("expected an operator (+ - * /) before `{}`",
                            text_.substr(at_, word_end() - at_)),
                hint_for_what_follows());
  }

  /// What a person may have meant by what stands where an operator should.
  std::string hint_for_what_follows() const {
    const std::string_view before = trim(text_.substr(0, at_));
    const bool after_digit = !before.empty() && is_digit(before.back());
    if (peek() == ',' && after_digit) return "decimals are written with a point: 0.5";
    if (is_digit(peek()) && after_digit) return "digits are written together: 1725";
    if (peek() == '%') return "only numbers have a measure unit: 95 %";
    if (peek() == ')') return "this `)` closes nothing";
    return {};
  }

  bool deep_enough(int depth) {
    if (depth <= deepest_formula) return true;
    if (!too_deep_) {
      fail("catalog.formula_limit", at_, next(),
           fmt::format("the formula is more than {} levels deep here", deepest_formula),
           "name parts of it as measures of their own");
    }
    too_deep_ = true;
    return false;
  }

  std::nullopt_t fail(const char* code, std::size_t begin, std::size_t end,
                      const std::string& message, const std::string& hint) {
    add_at(diagnostics_, Severity::error, code, span(begin, end), origin_.excerpt, message, hint);
    return std::nullopt;
  }

  Span span(std::size_t begin, std::size_t end) const {
    return place_in(origin_, text_, begin, end);
  }

  std::size_t skip_spaces() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n') ++at_;
    return at_;
  }
  bool at_end() const { return at_ >= text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  std::size_t next() const { return at_end() ? at_ : at_ + character_at(text_, at_).bytes; }

  /// The end of the word that stands here, or of the one character.
  std::size_t word_end() const {
    std::size_t end = at_;
    while (end < text_.size()) {
      const Character c = character_at(text_, end);
      const bool letter = is_measure_unit_letter(c.code_point) && c.code_point >= 'A';
      if (!letter && !is_key_character(text_[end])) break;
      end += c.bytes;
    }
    return std::max(end, next());
  }

  std::string_view text_;
  const FormulaOrigin& origin_;
  const MeasureUnits& units_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  bool too_deep_ = false;
};

}  // namespace

Span place_in(const FormulaOrigin& origin, std::string_view text, std::size_t begin,
              std::size_t end) {
  Span result = origin.span;
  if (!origin.verbatim) return result;
  // From the first character; nothing but the number of characters before matters.
  result.column += static_cast<int>(character_count(text.substr(0, begin)));
  const std::string_view written = text.substr(begin, end - begin);
  result.length = std::max(1, static_cast<int>(character_count(written)));
  return result;
}

std::optional<Expression> parse_formula(std::string_view text, const FormulaOrigin& origin,
                                        const MeasureUnits& units, Diagnostics& diagnostics) {
  return Parser(text, origin, units, diagnostics).parse();
}

}  // namespace redthread::catalog
