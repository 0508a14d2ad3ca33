// SPDX-License-Identifier: Apache-2.0
#include "report/charts/palette.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace redthread::report {
namespace {

/// WCAG's relative luminance, 0 (black) to 1 (white).
double luminance(std::string_view colour) {
  constexpr std::array<double, 3> weights = {0.2126, 0.7152, 0.0722};
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    unsigned byte = 0;
    const char* digits = colour.data() + 1 + 2 * i;
    std::from_chars(digits, digits + 2, byte, 16);
    const double part = byte / 255.0;
    sum += weights.at(i) * (part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
  }
  return sum;
}

}  // namespace

const char* fill_colour(Table::Fill fill) {
  switch (fill) {
    case Table::Fill::pale_green:
      return "#eef7e4";
    case Table::Fill::green:
      return "#ddf0e1";
    case Table::Fill::yellow:
      return "#fdf1c7";
    case Table::Fill::orange:
      return "#fcddc0";
    case Table::Fill::red:
      return "#fadedb";
    case Table::Fill::shaded:
      return "#eceef0";
    case Table::Fill::none:
      break;
  }
  return paper;
}

double contrast(const char* a, const char* b) {
  const double first = luminance(a);
  const double second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

bool is_dark(const char* colour) { return contrast(colour, paper) > contrast(colour, ink); }

}  // namespace redthread::report
