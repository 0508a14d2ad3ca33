// SPDX-License-Identifier: Apache-2.0
#include "warehouse/sql/row_sql.hpp"

#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace redthread::warehouse {
namespace {

using Kind = RowExpression::Kind;
using Operation = RowExpression::Operation;

class Printer {
 public:
  Printer(const Fact& fact, const Dialect& dialect) : fact_(fact), dialect_(dialect) {}

  std::string value(const RowExpression& expression) const {
    switch (expression.kind) {
      case Kind::column:
        return column(expression.column);
      case Kind::number:
        return expression.number < 0 ? fmt::format("({})", expression.number)
                                     : std::to_string(expression.number);
      case Kind::text:
        return sql_text(expression.text);
      case Kind::call:
        break;
    }
    if (is_condition(expression.operation)) {
      const std::string text = condition(expression);
      return fmt::format("CASE WHEN {0} THEN 1 WHEN NOT ({0}) THEN 0 END", text);
    }
    return called(expression);
  }

  std::string condition(const RowExpression& expression) const {
    if (expression.kind != Kind::call || !is_condition(expression.operation)) {
      return fmt::format("{} = 1", value(expression));
    }
    const auto& of = expression.operands;
    switch (expression.operation) {
      case Operation::both:
        return fmt::format("({} AND {})", condition(of[0]), condition(of[1]));
      case Operation::either:
        return fmt::format("({} OR {})", condition(of[0]), condition(of[1]));
      case Operation::inverse:
        return fmt::format("NOT ({})", condition(of[0]));
      case Operation::is_missing:
        return value(of[0]) + " IS NULL";
      case Operation::among:
        return fmt::format("{} IN ({})", value(of[0]), join(values(of, 1), ", "));
      default:
        return fmt::format("{} {} {}", value(of[0]), comparison(expression.operation),
                           value(of[1]));
    }
  }

  std::string column(int index) const {
    const FactColumn& column = fact_.columns[static_cast<std::size_t>(index)];
    return column.formula ? fmt::format("({})", value(*column.formula)) : sql_name(column.key);
  }

 private:
  static bool is_condition(Operation operation) { return comparison(operation) != nullptr; }

  /// The sign between operands, or a word for what condition() writes; nullptr for values.
  static const char* comparison(Operation operation) {
    switch (operation) {
      case Operation::equal:
        return "=";
      case Operation::not_equal:
        return "<>";
      case Operation::less:
        return "<";
      case Operation::at_most:
        return "<=";
      case Operation::greater:
        return ">";
      case Operation::at_least:
        return ">=";
      case Operation::among:
      case Operation::both:
      case Operation::either:
      case Operation::inverse:
      case Operation::is_missing:
        return "";
      default:
        return nullptr;
    }
  }

  std::vector<std::string> values(const std::vector<RowExpression>& operands,
                                  std::size_t from) const {
    std::vector<std::string> texts;
    for (std::size_t i = from; i < operands.size(); ++i) texts.push_back(value(operands[i]));
    return texts;
  }

  std::string called(const RowExpression& expression) const {
    const auto& of = expression.operands;
    switch (expression.operation) {
      case Operation::negate:
        return fmt::format("(-{})", value(of[0]));
      case Operation::add:
        return fmt::format("({} + {})", value(of[0]), value(of[1]));
      case Operation::subtract:
        return fmt::format("({} - {})", value(of[0]), value(of[1]));
      case Operation::multiply:
        return fmt::format("({} * {})", value(of[0]), value(of[1]));
      case Operation::days:
        return fmt::format("({} - {})", value(of[1]), value(of[0]));
      case Operation::least:
        return extreme(of, "<=");
      case Operation::greatest:
        return extreme(of, ">=");
      case Operation::choose:
        return fmt::format("CASE WHEN {} THEN {} ELSE {} END", condition(of[0]), value(of[1]),
                           value(of[2]));
      case Operation::otherwise:
        return fmt::format("coalesce({})", join(values(of, 0), ", "));
      case Operation::band:
        return band(of);
      case Operation::year:
        return filled(dialect_.year, value(of[0]), {});
      default:
        break;
    }
    throw Error("internal", "a row expression that SQL has no word for");
  }

  /// Engines differ on least(1, NULL); here it is missing.
  std::string extreme(const std::vector<RowExpression>& of, const char* sign) const {
    std::string best = value(of[0]);
    for (std::size_t i = 1; i < of.size(); ++i) {
      const std::string next = value(of[i]);
      best = fmt::format(
          "CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL WHEN {0} {2} {1} THEN {0} ELSE {1} END",
          best, next, sign);
    }
    return fmt::format("({})", best);
  }

  std::string band(const std::vector<RowExpression>& of) const {
    const std::string x = value(of[0]);
    std::string text = fmt::format("CASE WHEN {} IS NULL THEN NULL", x);
    for (std::size_t i = 1; i < of.size(); ++i) {
      text += fmt::format(" WHEN {} <= {} THEN {}", x, value(of[i]), i);
    }
    return text + fmt::format(" ELSE {} END", of.size());
  }

  const Fact& fact_;
  const Dialect& dialect_;
};

}  // namespace

std::string to_sql(const RowExpression& expression, const Fact& fact, const Dialect& dialect) {
  return Printer(fact, dialect).value(expression);
}

std::string to_condition(const RowExpression& expression, const Fact& fact,
                         const Dialect& dialect) {
  return Printer(fact, dialect).condition(expression);
}

std::string column_sql(const Fact& fact, int column, const Dialect& dialect) {
  return Printer(fact, dialect).column(column);
}

}  // namespace redthread::warehouse
