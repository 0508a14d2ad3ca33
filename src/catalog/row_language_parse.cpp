// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/row_language.hpp"
#include "catalog/row_scanner.hpp"

namespace redthread::catalog {
namespace {

using Kind = RowExpression::Kind;
using Operation = RowExpression::Operation;
using Type = RowExpression::Type;

constexpr std::size_t many = std::numeric_limits<std::size_t>::max();

struct FunctionShape {
  std::string_view name;
  Operation operation;
  std::size_t least;
  std::size_t most;
  const char* example;
};
constexpr FunctionShape functions[] = {
    {"days", Operation::days, 2, 2, "days(from, to)"},
    {"least", Operation::least, 2, 8, "least(x, y)"},
    {"greatest", Operation::greatest, 2, 8, "greatest(x, y)"},
    {"if", Operation::choose, 3, 3, "if(condition, x, y)"},
    {"if_missing", Operation::otherwise, 2, 2, "if_missing(x, y)"},
    {"band", Operation::band, 2, many, "band(x, 30, 60, 90)"},
    {"year", Operation::year, 1, 1, "year(date)"},
};

constexpr std::pair<std::string_view, Operation> comparisons[] = {
    // The longer ones first.
    {"!=", Operation::not_equal}, {"<=", Operation::at_most}, {">=", Operation::at_least},
    {"=", Operation::equal},      {"<", Operation::less},     {">", Operation::greater},
};

/// A tree with its depth, which is limited: checking, printing and destroying it recurse.
struct Parsed {
  RowExpression expression;
  std::size_t begin = 0;
  int depth = 1;
};

/// Recursive descent: either = both {or both}; both = inverse {and inverse};
/// inverse = not inverse | comparison; comparison = sum [= sum | in (...) | is missing];
/// sum = product {+|- product}; product = factor {* factor};
/// factor = - factor | literal | column | function(...) | (either).
class Parser : private RowScanner {
 public:
  using RowScanner::RowScanner;

  std::optional<RowExpression> expression() {
    if (!begins("write a condition such as `form = 'visit' and age >= 65`")) return std::nullopt;
    auto whole = either(1);
    if (!whole || !ends()) return std::nullopt;
    return std::move(whole->expression);
  }

  std::optional<RowAggregate> aggregate() {
    const char* const examples =
        "write count(*), sum(column), count(distinct column) or median(column)";
    if (!begins(examples)) return std::nullopt;
    const std::size_t begin = at_;
    const std::string_view name = word();
    RowAggregate aggregate;
    if (name == "count") {
      aggregate.function = RowAggregate::Function::count;
    } else if (name == "sum") {
      aggregate.function = RowAggregate::Function::sum;
    } else if (name == "median") {
      aggregate.function = RowAggregate::Function::median;
    } else {
      return fail("catalog.unknown_function", begin, name.empty() ? word_end() : at_,
                  name.empty() ? std::string("expected an aggregate")
                               : fmt::format("there is no aggregate `{}`", name),
                  examples);
    }
    skip_spaces();
    const std::size_t opening = at_;
    if (peek() != '(') {
      return fail("catalog.formula_syntax", at_, next(),
                  fmt::format("expected `(` after `{}`", name), examples);
    }
    ++at_;
    skip_spaces();
    if (name == "count" && !counted(aggregate, examples)) return std::nullopt;
    if (aggregate.function != RowAggregate::Function::count) {
      auto value = either(1);
      if (!value) return std::nullopt;
      aggregate.value = std::move(value->expression);
    }
    if (!closed(opening) || !ends()) return std::nullopt;
    aggregate.written = std::string(trim(text()));
    return aggregate;
  }

 private:
  /// `*`, or `distinct` before what is counted.
  bool counted(RowAggregate& aggregate, const char* examples) {
    if (peek() == '*') {
      ++at_;
      return true;
    }
    const std::size_t begin = at_;
    if (!took_word("distinct")) {
      fail("catalog.formula_syntax", begin, word_end(), "`count` counts rows, or what is distinct",
           examples);
      return false;
    }
    aggregate.function = RowAggregate::Function::distinct;
    return true;
  }

  bool begins(const char* hint) {
    if (text().size() > longest_formula) {
      fail("catalog.formula_limit", 0, 0,
           fmt::format("the expression is longer than {} bytes", longest_formula),
           "make columns of parts of it, with `formula`");
      return false;
    }
    skip_spaces();
    if (at_end()) fail("catalog.formula_syntax", at_, at_, "the expression is empty", hint);
    return !at_end();
  }

  bool ends() {
    skip_spaces();
    if (!at_end()) expected_operator();
    return at_end();
  }

  std::optional<Parsed> either(int depth) {
    return joined(depth, "or", Operation::either, &Parser::both);
  }
  std::optional<Parsed> both(int depth) {
    return joined(depth, "and", Operation::both, &Parser::inverse);
  }

  std::optional<Parsed> joined(int depth, std::string_view keyword, Operation operation,
                               std::optional<Parsed> (Parser::*operand)(int)) {
    auto left = (this->*operand)(depth);
    while (left && took_word(keyword)) {
      auto right = (this->*operand)(depth + 1);
      if (!right) return std::nullopt;
      left = binary(operation, std::move(*left), std::move(*right));
    }
    return left;
  }

  std::optional<Parsed> inverse(int depth) {
    skip_spaces();
    const std::size_t begin = at_;
    if (!took_word("not")) return comparison(depth);
    if (!room_for(depth)) return std::nullopt;
    auto operand = inverse(depth + 1);
    return operand ? unary(Operation::inverse, begin, std::move(*operand)) : std::nullopt;
  }

  std::optional<Parsed> comparison(int depth) {
    auto left = sum(depth);
    if (!left) return std::nullopt;
    if (took_word("in")) return among(depth, std::move(*left));
    if (took_word("is")) {
      const std::size_t begin = skip_spaces();
      if (took_word("missing")) {
        return unary(Operation::is_missing, left->begin, std::move(*left));
      }
      return fail("catalog.formula_syntax", begin, word_end(), "expected `missing` after `is`",
                  "write `x is missing`, or `not x is missing`");
    }
    const Operation operation = took_comparison();
    if (operation == Operation::none) return left;
    auto right = sum(depth + 1);
    if (!right) return std::nullopt;
    const std::size_t begin = skip_spaces();
    if (took_comparison() != Operation::none) {
      return fail("catalog.formula_syntax", begin, at_, "a comparison has two sides",
                  "write `1 <= x and x <= 5`");
    }
    return binary(operation, std::move(*left), std::move(*right));
  }

  std::optional<Parsed> among(int depth, Parsed left) {
    const std::size_t opening = skip_spaces();
    if (peek() != '(') {
      return fail("catalog.formula_syntax", at_, word_end(), "expected `(` after `in`",
                  "write `form in ('visit', 'home')`");
    }
    Parsed result{.begin = left.begin, .depth = left.depth + 1};
    result.expression.operation = Operation::among;
    result.expression.operands.push_back(std::move(left.expression));
    return arguments(depth, opening, std::move(result));
  }

  std::optional<Parsed> sum(int depth) {
    return operations(depth, {{'+', Operation::add}, {'-', Operation::subtract}}, &Parser::product);
  }
  std::optional<Parsed> product(int depth) {
    return operations(depth, {{'*', Operation::multiply}}, &Parser::factor);
  }

  /// Left-associative operators of one precedence.
  std::optional<Parsed> operations(int depth,
                                   std::initializer_list<std::pair<char, Operation>> operators,
                                   std::optional<Parsed> (Parser::*operand)(int)) {
    auto left = (this->*operand)(depth);
    while (left) {
      skip_spaces();
      const auto* found = std::find_if(operators.begin(), operators.end(),
                                       [&](const auto& pair) { return pair.first == peek(); });
      if (at_end() || found == operators.end()) return left;
      ++at_;
      auto right = (this->*operand)(depth + 1);
      if (!right) return std::nullopt;
      left = binary(found->second, std::move(*left), std::move(*right));
    }
    return std::nullopt;
  }

  std::optional<Parsed> factor(int depth) {
    if (!room_for(depth)) return std::nullopt;
    const std::size_t begin = skip_spaces();
    if (peek() == '-') {
      ++at_;
      auto operand = factor(depth + 1);
      return operand ? unary(Operation::negate, begin, std::move(*operand)) : std::nullopt;
    }
    if (peek() == '(') {
      ++at_;
      auto inner = either(depth + 1);
      if (!inner || !closed(begin)) return std::nullopt;
      inner->begin = begin;
      return inner;
    }
    if (peek() == '\'' || is_digit(peek())) {
      auto found = literal();
      if (!found) return std::nullopt;
      return Parsed{.expression = std::move(*found), .begin = begin};
    }
    if (is_name_character(peek()) && peek() != '_') return name(depth);
    return expected_operand();
  }

  std::optional<Parsed> name(int depth) {
    Parsed result{.begin = at_};
    const std::string_view written = word();
    const std::size_t end = at_;
    if (written == "true" || written == "false") {
      result.expression.number = written == "true" ? 1 : 0;
      result.expression.type = Type::boolean;
      result.expression.place = span(result.begin, at_);
      return result;
    }
    const auto& keywords = row_keywords();
    if (std::find(keywords.begin(), keywords.end(), written) != keywords.end()) {
      return fail("catalog.formula_syntax", result.begin, end,
                  fmt::format("`{}` cannot stand here", written),
                  "expected a column, a number, a text or `(` before it");
    }
    skip_spaces();
    if (peek() == '(') return call(written, result.begin, end, depth);
    at_ = end;
    result.expression.kind = Kind::column;
    result.expression.text = std::string(written);
    result.expression.place = span(result.begin, end);
    return result;
  }

  std::optional<Parsed> call(std::string_view name, std::size_t begin, std::size_t end, int depth) {
    const auto* shape = std::find_if(std::begin(functions), std::end(functions),
                                     [&](const auto& f) { return f.name == name; });
    if (shape == std::end(functions)) {
      std::vector<std::string> known;
      for (const FunctionShape& f : functions) known.emplace_back(f.name);
      return fail("catalog.unknown_function", begin, end,
                  fmt::format("there is no function `{}`", name), name_hint(name, known));
    }
    Parsed result{.begin = begin};
    result.expression.operation = shape->operation;
    auto whole = arguments(depth, at_, std::move(result));
    if (!whole) return std::nullopt;
    const std::size_t given = whole->expression.operands.size();
    if (shape->least <= given && given <= shape->most) return whole;
    return fail("catalog.function_arguments", begin, at_,
                fmt::format("`{}` cannot have {} argument{}", name, given, given == 1 ? "" : "s"),
                fmt::format("write {}", shape->example));
  }

  /// From `(` to `)`: operands of a call that is begun.
  std::optional<Parsed> arguments(int depth, std::size_t opening, Parsed result) {
    at_ = opening;
    do {
      ++at_;
      auto operand = either(depth + 1);
      if (!operand) return std::nullopt;
      result.depth = std::max(result.depth, operand->depth + 1);
      result.expression.operands.push_back(std::move(operand->expression));
      skip_spaces();
    } while (peek() == ',');
    if (!closed(opening) || !shallow_enough(result.depth)) return std::nullopt;
    result.expression.kind = Kind::call;
    result.expression.place = span(result.begin, at_);
    return result;
  }

  std::optional<Parsed> unary(Operation operation, std::size_t begin, Parsed operand) {
    Parsed result{.begin = begin, .depth = operand.depth + 1};
    if (!shallow_enough(result.depth)) return std::nullopt;
    result.expression.kind = Kind::call;
    result.expression.operation = operation;
    result.expression.operands.push_back(std::move(operand.expression));
    result.expression.place = span(begin, at_);
    return result;
  }

  std::optional<Parsed> binary(Operation operation, Parsed left, Parsed right) {
    Parsed result{.begin = left.begin, .depth = 1 + std::max(left.depth, right.depth)};
    if (!shallow_enough(result.depth)) return std::nullopt;
    result.expression.kind = Kind::call;
    result.expression.operation = operation;
    result.expression.operands.push_back(std::move(left.expression));
    result.expression.operands.push_back(std::move(right.expression));
    result.expression.place = span(result.begin, at_);
    return result;
  }

  Operation took_comparison() {
    skip_spaces();
    for (const auto& [sign, operation] : comparisons) {
      if (!text().substr(at_).starts_with(sign)) continue;
      at_ += sign.size();
      return operation;
    }
    return Operation::none;
  }

  bool closed(std::size_t opening) {
    skip_spaces();
    if (peek() == ')') {
      ++at_;
      return true;
    }
    if (at_end()) {
      fail("catalog.formula_syntax", opening, opening + 1, "`(` is never closed",
           "write `)` where it ends");
    } else {
      fail("catalog.formula_syntax", at_, word_end(), "expected an operator or `)`",
           hint_for_what_follows());
    }
    return false;
  }

  std::nullopt_t expected_operand() {
    if (at_end()) {
      return fail("catalog.formula_syntax", at_, at_,
                  "the expression ends where an operand should be",
                  "write a column, a number or a text");
    }
    std::string hint = "columns are in lower case (a-z, 0-9 and _), texts in single quotes: 'x'";
    if (peek() == '=') hint = "`=` is written once";
    if (peek() == '>') hint = "what is not equal is written `!=`";
    if (peek() == '*') hint = "`*` alone stands in count(*) only";
    return fail("catalog.formula_syntax", at_, word_end(),
                fmt::format("expected a column, a number or a text, not `{}`",
                            text().substr(at_, word_end() - at_)),
                hint);
  }

  std::nullopt_t expected_operator() {
    return fail(
        "catalog.formula_syntax", at_, word_end(),
        fmt::format("expected an operator before `{}`", text().substr(at_, word_end() - at_)),
        hint_for_what_follows());
  }

  /// What a person may have meant by what stands where an operator should.
  std::string hint_for_what_follows() const {
    const std::string_view before = trim(text().substr(0, at_));
    const bool after_digit = !before.empty() && is_digit(before.back());
    if (peek() == ',' && after_digit) return "decimals are written with a point: 0.5";
    if (is_digit(peek()) && after_digit) return "digits are written together: 1725";
    if (peek() == '/') return "rows have no division; divide measures by one another in a formula";
    if (peek() == ')') return "this `)` closes nothing";
    if (peek() == '.') return "a column's key has no dots";
    if (peek() == '!') return "what is not equal is written `!=`";
    return "operators: = != < <= > >= in is and or + - *";
  }

  /// While going down; what comes up is judged by `shallow_enough`. Parentheses make no depth.
  bool room_for(int depth) { return shallow_enough(depth / 2); }

  bool shallow_enough(int depth) {
    if (depth <= deepest_row_expression) return true;
    if (!too_deep_) {
      fail("catalog.formula_limit", at_, next(),
           fmt::format("the expression is more than {} levels deep here", deepest_row_expression),
           "make columns of parts of it, with `formula`");
    }
    too_deep_ = true;
    return false;
  }

  bool too_deep_ = false;
};

}  // namespace

std::optional<RowExpression> parse_row_expression(std::string_view text,
                                                  const FormulaOrigin& origin,
                                                  Diagnostics& diagnostics) {
  return Parser(text, origin, diagnostics).expression();
}

std::optional<RowAggregate> parse_row_aggregate(std::string_view text, const FormulaOrigin& origin,
                                                Diagnostics& diagnostics) {
  return Parser(text, origin, diagnostics).aggregate();
}

const std::vector<std::string>& row_keywords() {
  static const std::vector<std::string> keywords = {"and",     "distinct", "false", "in",  "is",
                                                    "missing", "not",      "or",    "true"};
  return keywords;
}

}  // namespace redthread::catalog
