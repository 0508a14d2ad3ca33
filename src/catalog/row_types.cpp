// SPDX-License-Identifier: Apache-2.0
#include "catalog/row_language.hpp"

namespace redthread::catalog {
namespace {

using Type = RowExpression::Type;

}  // namespace

RowExpression::Type type_in_expressions(FactColumn::Type type) {
  switch (type) {
    case FactColumn::Type::key:
    case FactColumn::Type::text:
      break;
    case FactColumn::Type::date:
      return Type::date;
    case FactColumn::Type::unit:
      return Type::unit;
    case FactColumn::Type::person:
      return Type::person;
    case FactColumn::Type::category:
      return Type::category;
    case FactColumn::Type::integer:
      return Type::integer;
    case FactColumn::Type::decimal:
      return Type::decimal;
    case FactColumn::Type::boolean:
      return Type::boolean;
  }
  return Type::text;
}

std::string_view type_name(RowExpression::Type type) {
  switch (type) {
    case Type::integer:
      return "a whole number";
    case Type::decimal:
      return "a number with decimals";
    case Type::boolean:
      return "a condition";
    case Type::date:
      return "a date";
    case Type::category:
      return "a category";
    case Type::text:
      return "a text";
    case Type::unit:
      return "a unit";
    case Type::person:
      return "a person";
  }
  return "";
}

}  // namespace redthread::catalog
