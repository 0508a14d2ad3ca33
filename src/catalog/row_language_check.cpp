// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "base/decimal.hpp"
#include "base/text.hpp"
#include "catalog/row_language.hpp"
#include "catalog/source.hpp"

namespace redthread::catalog {
namespace {

using Kind = RowExpression::Kind;
using Operation = RowExpression::Operation;
using Type = RowExpression::Type;

constexpr int most_decimals = 9;

/// What an expression gives, as far as other expressions must know it.
struct Meaning {
  Type type = Type::integer;
  int scale = 0;
  const std::vector<std::string>* categories = nullptr;
  /// Made of texts in quotes alone, which may turn out to be categories.
  bool pliable = false;

  bool is_number() const { return type == Type::integer || type == Type::decimal; }
  bool has_order() const { return is_number() || type == Type::date; }
};

class Checker {
 public:
  Checker(const FormulaOrigin& origin, const RowScope& scope, Diagnostics& diagnostics)
      : origin_(origin), scope_(scope), diagnostics_(diagnostics) {}

  /// Fills `type` and `scale`; nullopt when they cannot be told, which has then been told already.
  std::optional<Meaning> visit(RowExpression& expression) {
    std::optional<Meaning> meaning;
    if (expression.kind == Kind::number) {
      meaning = Meaning{.type = expression.type, .scale = expression.scale};
    } else if (expression.kind == Kind::text) {
      meaning = Meaning{.type = Type::text, .pliable = true};
    } else if (expression.kind == Kind::column) {
      meaning = column(expression);
    } else {
      meaning = call(expression);
    }
    if (meaning) describe(expression, *meaning);
    return meaning;
  }

  /// Brings the whole to what it must give.
  bool fit_result(RowExpression& whole, const Meaning& found, const RowResult& result) {
    const Meaning wanted{
        .type = result.type, .scale = result.scale, .categories = result.categories};
    if (wanted.type == Type::category && whole.operation == Operation::band) {
      return fit_bands(whole, result);
    }
    if (wanted.is_number() && found.is_number() && found.scale > wanted.scale) {
      return fail("catalog.row_type", whole.place,
                  fmt::format("this has more decimals ({}) than {} keeps ({})", found.scale,
                              result.what, wanted.scale),
                  "give the column a larger `scale`");
    }
    if (can_fit(found, wanted)) return fit(whole, found, wanted);
    return fail(
        "catalog.row_type", whole.place,
        fmt::format("{} must be {}, not {}", result.what, type_name(wanted.type),
                    type_name(found.type)),
        wanted.type == Type::boolean ? "compare it with something: `x = 1`" : std::string());
  }

  bool fail(const char* code, const Span& span, const std::string& message,
            const std::string& hint) {
    ok_ = false;
    add_at(diagnostics_, Severity::error, code, span, origin_.excerpt, message, hint);
    return false;
  }
  bool ok() const { return ok_; }

 private:
  static void describe(RowExpression& expression, const Meaning& meaning) {
    expression.type = meaning.type;
    expression.scale = meaning.scale;
  }

  std::optional<Meaning> column(RowExpression& expression) {
    const Fact& fact = *scope_.fact;
    const int index = fact.column(expression.text);
    const auto at = static_cast<std::size_t>(index);
    if (index < 0) {
      unknown_column(expression);
      return std::nullopt;
    }
    if (!scope_.known[at]) return std::nullopt;
    if (scope_.own_row_only && scope_.beyond_row[at]) {
      fail("catalog.column_rule", expression.place,
           fmt::format("column `{}` rests on another row", expression.text),
           "rules, and what neighbours are chosen by, are of the row itself");
      return std::nullopt;
    }
    expression.column = index;
    const FactColumn& found = fact.columns[at];
    return Meaning{.type = type_in_expressions(found.type),
                   .scale = found.scale,
                   .categories = &found.categories};
  }

  void unknown_column(const RowExpression& expression) {
    const Fact& fact = *scope_.fact;
    const std::string& name = expression.text;
    const auto lists = [&](const std::vector<std::string>& names) {
      return std::find(names.begin(), names.end(), name) != names.end();
    };
    if (lists(scope_.later)) {
      fail("catalog.column_order", expression.place,
           fmt::format("column `{}` does not stand above this one", name),
           "a column is made from columns above it");
    } else if (scope_.all_known) {
      std::vector<std::string> known;
      bool is_category = false;
      for (const FactColumn& column : fact.columns) {
        known.push_back(column.key);
        is_category = is_category || lists(column.categories);
      }
      fail("catalog.unknown_column", expression.place,
           fmt::format("fact `{}` has no column `{}`", fact.key, name),
           is_category ? fmt::format("a category is written in quotes: '{}'", name)
                       : name_hint(name, known));
    }
  }

  std::optional<Meaning> call(RowExpression& expression) {
    std::vector<RowExpression>& operands = expression.operands;
    std::vector<Meaning> meanings;
    for (RowExpression& operand : operands) {
      if (const auto meaning = visit(operand)) meanings.push_back(*meaning);
    }
    if (meanings.size() < operands.size()) return std::nullopt;
    switch (expression.operation) {
      case Operation::negate:
        if (!numbers(expression, meanings)) return std::nullopt;
        return negated(expression, meanings.front());
      case Operation::add:
      case Operation::subtract:
        return numbers(expression, meanings) ? same(expression, meanings, 0) : std::nullopt;
      case Operation::multiply:
        return product(expression, meanings);
      case Operation::equal:
      case Operation::not_equal:
      case Operation::among:
        return truth(same(expression, meanings, 0));
      case Operation::less:
      case Operation::at_most:
      case Operation::greater:
      case Operation::at_least:
        return truth(ordered(expression, same(expression, meanings, 0)));
      case Operation::least:
      case Operation::greatest:
        return ordered(expression, same(expression, meanings, 0));
      case Operation::both:
      case Operation::either:
      case Operation::inverse:
        return truth(conditions(expression, meanings, operands.size()));
      case Operation::is_missing:
        return Meaning{.type = Type::boolean};
      case Operation::days:
      case Operation::year:
        return dates(expression, meanings);
      case Operation::choose:
        if (!conditions(expression, meanings, 1)) return std::nullopt;
        return same(expression, meanings, 1);
      case Operation::otherwise:
        return same(expression, meanings, 0);
      case Operation::band:
        return band(expression, meanings);
      case Operation::none:
        break;
    }
    return std::nullopt;
  }

  static std::optional<Meaning> truth(const std::optional<Meaning>& compared) {
    return compared ? std::optional(Meaning{.type = Type::boolean}) : std::nullopt;
  }

  /// `-30` is a number, so that it can stand where one must.
  static Meaning negated(RowExpression& expression, const Meaning& operand) {
    const RowExpression& number = expression.operands.front();
    if (number.kind == Kind::number) {
      const std::int64_t value = -number.number;
      expression.kind = Kind::number;
      expression.operation = Operation::none;
      expression.number = value;
      expression.operands.clear();
    }
    return operand;
  }

  bool numbers(const RowExpression& whole, const std::vector<Meaning>& meanings) {
    for (std::size_t i = 0; i < meanings.size(); ++i) {
      if (meanings[i].is_number()) continue;
      return fail("catalog.row_type", whole.operands[i].place,
                  fmt::format("{} is no number to compute with", type_name(meanings[i].type)),
                  meanings[i].type == Type::date ? "the days between two dates are `days(from, to)`"
                                                 : std::string());
    }
    return true;
  }

  std::optional<Meaning> product(RowExpression& whole, const std::vector<Meaning>& meanings) {
    if (!numbers(whole, meanings)) return std::nullopt;
    Meaning result{.type = Type::integer, .scale = meanings[0].scale + meanings[1].scale};
    if (result.scale > 0) result.type = Type::decimal;
    if (result.scale <= most_decimals) return result;
    fail("catalog.row_type", whole.place, fmt::format("the product has {} decimals", result.scale),
         fmt::format("at most {} are kept", most_decimals));
    return std::nullopt;
  }

  std::optional<Meaning> conditions(const RowExpression& whole,
                                    const std::vector<Meaning>& meanings, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      if (meanings[i].type == Type::boolean) continue;
      fail("catalog.row_type", whole.operands[i].place,
           fmt::format("here must be a condition, not {}", type_name(meanings[i].type)),
           "compare it with something: `x = 1`");
      return std::nullopt;
    }
    return Meaning{.type = Type::boolean};
  }

  std::optional<Meaning> dates(const RowExpression& whole, const std::vector<Meaning>& meanings) {
    for (std::size_t i = 0; i < meanings.size(); ++i) {
      if (meanings[i].type == Type::date) continue;
      fail("catalog.row_type", whole.operands[i].place,
           fmt::format("here must be a date, not {}", type_name(meanings[i].type)),
           "a date column, or a day without quotes: 2024-03-01");
      return std::nullopt;
    }
    return Meaning{.type = Type::integer};
  }

  std::optional<Meaning> ordered(const RowExpression& whole,
                                 const std::optional<Meaning>& compared) {
    if (!compared || compared->has_order()) return compared;
    fail("catalog.row_type", whole.place, fmt::format("{} has no order", type_name(compared->type)),
         "use `=`, `!=` or `in`; numbers and dates have an order");
    return std::nullopt;
  }

  /// The limits are numbers in rising order.
  std::optional<Meaning> band(RowExpression& whole, std::vector<Meaning>& meanings) {
    if (!numbers(whole, meanings)) return std::nullopt;
    for (std::size_t i = 1; i < whole.operands.size(); ++i) {
      if (whole.operands[i].kind == Kind::number) continue;
      fail("catalog.function_arguments", whole.operands[i].place,
           "a limit of `band` must be a number", "write band(x, 30, 60, 90)");
      return std::nullopt;
    }
    if (!same(whole, meanings, 0)) return std::nullopt;
    for (std::size_t i = 2; i < whole.operands.size(); ++i) {
      if (whole.operands[i - 1].number < whole.operands[i].number) continue;
      fail("catalog.function_arguments", whole.operands[i].place, "the limits of `band` must rise",
           "write band(x, 30, 60, 90)");
      return std::nullopt;
    }
    return Meaning{.type = Type::integer};
  }

  bool fit_bands(RowExpression& whole, const RowResult& result) {
    const std::size_t bands = whole.operands.size();  // what is banded, and a limit between each
    if (bands != result.categories->size()) {
      return fail("catalog.row_type", whole.place,
                  fmt::format("this gives {} bands, but {} has {} categories", bands, result.what,
                              result.categories->size()),
                  "there is one band more than limits");
    }
    whole.type = Type::category;
    return true;
  }

  /// Brings the operands from `first` on to what they have in common.
  std::optional<Meaning> same(RowExpression& whole, const std::vector<Meaning>& meanings,
                              std::size_t first) {
    const auto leader = std::find_if(meanings.begin() + static_cast<std::ptrdiff_t>(first),
                                     meanings.end(), [](const Meaning& m) { return !m.pliable; });
    Meaning common = leader == meanings.end() ? meanings[first] : *leader;
    for (std::size_t i = first; i < meanings.size() && common.is_number(); ++i) {
      if (!meanings[i].is_number()) continue;
      common.scale = std::max(common.scale, meanings[i].scale);
      if (common.scale > 0) common.type = Type::decimal;
    }
    for (std::size_t i = first; i < meanings.size(); ++i) {
      if (!can_fit(meanings[i], common)) return mismatch(whole, meanings[i], common);
      if (!fit(whole.operands[i], meanings[i], common)) return std::nullopt;
    }
    return common;
  }

  std::nullopt_t mismatch(const RowExpression& whole, const Meaning& a, const Meaning& b) {
    const auto either_is = [&](Type type) { return a.type == type || b.type == type; };
    std::string hint = "both sides must be of the same type";
    if (either_is(Type::text) && either_is(Type::date)) {
      hint = "a day is written without quotes: 2024-03-01";
    } else if (either_is(Type::text) && (a.is_number() || b.is_number())) {
      hint = "numbers are written without quotes, texts and categories in quotes: 'x'";
    } else if (either_is(Type::category)) {
      hint = "a category is written by its name in quotes: 'x'";
    } else if (either_is(Type::boolean)) {
      hint = "a yes-or-no column is a condition by itself: `urgent`, `not urgent`";
    }
    const bool two_lists = a.type == Type::category && b.type == Type::category;
    fail("catalog.row_type", whole.place,
         two_lists
             ? std::string("these two have different categories")
             : fmt::format("{} and {} do not go together", type_name(a.type), type_name(b.type)),
         hint);
    return std::nullopt;
  }

  static bool can_fit(const Meaning& from, const Meaning& to) {
    if (from.is_number() && to.is_number()) return from.scale <= to.scale;
    if (from.pliable && (to.type == Type::category || to.type == Type::unit)) return true;
    if (from.type != to.type) return false;
    return from.type != Type::category || from.categories == to.categories ||
           *from.categories == *to.categories;
  }

  /// `can_fit` holds.
  bool fit(RowExpression& expression, const Meaning& from, const Meaning& to) {
    if (from.is_number()) return rescale(expression, from.scale, to.scale);
    if (!from.pliable || to.type == Type::text) return true;
    if (expression.kind == Kind::text) return name(expression, to);
    const bool chosen = expression.operation == Operation::choose;
    for (std::size_t i = chosen ? 1 : 0; i < expression.operands.size(); ++i) {
      if (!fit(expression.operands[i], from, to)) return false;
    }
    describe(expression, to);
    return true;
  }

  /// A text in quotes turns out to be a category or a unit.
  bool name(RowExpression& text, const Meaning& to) {
    std::optional<std::int64_t> number;
    std::vector<std::string> known;
    if (to.type == Type::category) {
      known = *to.categories;
      const auto found = std::find(known.begin(), known.end(), text.text);
      if (found != known.end()) number = found - known.begin() + 1;
    } else if (scope_.organisation == nullptr) {
      return ok_ = false;  // the organisation is wrong, which is told there
    } else {
      known = scope_.organisation->codes();
      if (const auto unit = scope_.organisation->index_of(text.text)) number = *unit;
    }
    if (!number) {
      const bool is_unit = to.type == Type::unit;
      return fail(is_unit ? "catalog.unknown_unit" : "catalog.unknown_category", text.place,
                  fmt::format("there is no {} `{}`", is_unit ? "unit" : "category", text.text),
                  name_hint(text.text, known));
    }
    text.kind = Kind::number;
    text.number = *number;
    text.text.clear();
    describe(text, to);
    return true;
  }

  /// Counted in steps of 10^-to instead of 10^-from.
  bool rescale(RowExpression& expression, int from, int to) {
    if (from == to) return true;
    std::int64_t factor = 1;
    for (int i = from; i < to; ++i) factor *= 10;
    if (expression.kind == Kind::number) {
      const Int128 number = Int128(expression.number) * factor;
      if (number > std::numeric_limits<std::int64_t>::max() ||
          number < std::numeric_limits<std::int64_t>::min()) {
        return fail("catalog.number_range", expression.place, "the number is too large", {});
      }
      expression.number = static_cast<std::int64_t>(number);
    } else {
      expression = multiplied(std::move(expression), factor);
    }
    expression.type = Type::decimal;
    expression.scale = to;
    return true;
  }

  const FormulaOrigin& origin_;
  const RowScope& scope_;
  Diagnostics& diagnostics_;
  bool ok_ = true;
};

std::int64_t at_most(std::int64_t nodes) { return std::min(nodes, 2 * largest_row_expression); }

/// How often the operand stands in what an engine is asked (see row_sql.cpp).
std::int64_t times_written(const RowExpression& call, std::size_t operand) {
  const auto count = static_cast<std::int64_t>(call.operands.size());
  switch (call.operation) {
    case Operation::least:
    case Operation::greatest:
      return 2 * count;
    case Operation::among:
      return operand == 0 ? count - 1 : 1;
    case Operation::band:
      return operand == 0 ? count : 1;
    default:
      return 1;
  }
}

}  // namespace

bool check_row_expression(RowExpression& expression, const FormulaOrigin& origin,
                          const RowScope& scope, const RowResult* result,
                          Diagnostics& diagnostics) {
  Checker checker(origin, scope, diagnostics);
  const auto found = checker.visit(expression);
  if (!found || !checker.ok()) return false;
  if (result != nullptr && !checker.fit_result(expression, *found, *result)) return false;
  const RowScope::Size size = written_out(expression, scope);
  if (size.nodes <= largest_row_expression && size.depth <= 2 * deepest_row_expression) return true;
  return checker.fail("catalog.formula_limit", expression.place,
                      "with the formulas of its columns written out, the expression is too large",
                      fmt::format("it may have {} parts and be {} levels deep",
                                  largest_row_expression, 2 * deepest_row_expression));
}

RowScope::Size written_out(const RowExpression& expression, const RowScope& scope) {
  if (expression.kind == Kind::column) {
    return scope.sizes[static_cast<std::size_t>(expression.column)];
  }
  RowScope::Size size;
  for (std::size_t i = 0; i < expression.operands.size(); ++i) {
    const RowScope::Size operand = written_out(expression.operands[i], scope);
    size.nodes = at_most(size.nodes + operand.nodes * times_written(expression, i));
    size.depth = std::max(size.depth, operand.depth + 1);
  }
  return size;
}

bool rests_beyond_row(const RowExpression& expression, const RowScope& scope) {
  if (expression.kind == Kind::column) {
    return scope.beyond_row[static_cast<std::size_t>(expression.column)];
  }
  return std::any_of(
      expression.operands.begin(), expression.operands.end(),
      [&](const RowExpression& operand) { return rests_beyond_row(operand, scope); });
}

RowExpression multiplied(RowExpression value, std::int64_t factor) {
  RowExpression number{.number = factor, .place = value.place};
  RowExpression product{.kind = Kind::call,
                        .operation = Operation::multiply,
                        .type = value.type,
                        .scale = value.scale,
                        .place = value.place};
  product.operands.push_back(std::move(value));
  product.operands.push_back(std::move(number));
  return product;
}

}  // namespace redthread::catalog
