// SPDX-License-Identifier: Apache-2.0
#include "model/figure.hpp"

namespace redthread {
namespace {

struct Words {
  std::string_view sv;
  std::string_view en;
};

}  // namespace

std::string_view to_string(Operation operation) {
  switch (operation) {
    case Operation::reported:
      return "reported";
    case Operation::counted:
      return "counted";
    case Operation::sum_months:
      return "sum_months";
    case Operation::last_month:
      return "last_month";
    case Operation::mean_months:
      return "mean_months";
    case Operation::sum_units:
      return "sum_units";
    case Operation::sum_cells:
      return "sum_cells";
    case Operation::constant:
      return "constant";
    case Operation::negate:
      return "negate";
    case Operation::add:
      return "add";
    case Operation::subtract:
      return "subtract";
    case Operation::multiply:
      return "multiply";
    case Operation::divide:
      return "divide";
    case Operation::change:
      return "change";
    case Operation::same:
      return "same";
    case Operation::absent:
      return "absent";
  }
  return "absent";
}

std::string_view operation_name(Operation operation, Language language) {
  const auto name = [operation]() -> Words {
    switch (operation) {
      case Operation::reported:
        return {"inläst ur leverans", "read from a delivery"};
      case Operation::counted:
        return {"räknat ur levererade rader", "counted from delivered rows"};
      case Operation::sum_months:
        return {"summan av perioderna", "the sum of the periods"};
      case Operation::last_month:
        return {"periodens sista månad", "the period's last month"};
      case Operation::mean_months:
        return {"medel av månaderna", "the mean of the months"};
      case Operation::sum_units:
        return {"summan av enheterna", "the sum of the units"};
      case Operation::sum_cells:
        return {"summan av delarna", "the sum of the parts"};
      case Operation::constant:
        return {"konstant", "a constant"};
      case Operation::negate:
        return {"ombytt tecken", "the sign turned"};
      case Operation::add:
        return {"summa", "sum"};
      case Operation::subtract:
        return {"skillnad", "difference"};
      case Operation::multiply:
        return {"produkt", "product"};
      case Operation::divide:
        return {"kvot", "quotient"};
      case Operation::change:
        return {"förändring i förhållande till det andra talet", "change relative to the second"};
      case Operation::same:
        return {"samma tal", "the same figure"};
      case Operation::absent:
        return {"inget värde har levererats", "no value was delivered"};
    }
    return {};
  };
  return language == Language::english ? name().en : name().sv;
}

}  // namespace redthread
