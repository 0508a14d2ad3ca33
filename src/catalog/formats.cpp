// SPDX-License-Identifier: Apache-2.0
#include "catalog/formats.hpp"

#include <fmt/format.h>

namespace redthread::catalog {
namespace {

using Style = NumberFormat::Style;

bool is_only(const MeasureUnit& unit, const char* base) {
  return unit.dimensions == std::map<std::string, int>{{base, 1}};
}

bool is_hours(const MeasureUnit& unit) { return unit.symbol == "h" || unit.symbol == "timmar"; }

}  // namespace

NumberFormat default_format(const MeasureUnit& unit) {
  NumberFormat format;
  if (unit.symbol == "mnkr") {
    format = *parse_number_format("mnkr 1");
  } else if (unit.symbol == "tkr") {
    format = *parse_number_format("tkr 0");
  } else if (is_only(unit, "kr")) {
    format = *parse_number_format("kr 0");
  } else if (unit.symbol == "%") {
    format = *parse_number_format("percent 1");
  } else if (unit.symbol == "pp") {
    format = *parse_number_format("points 1");
  } else if (is_only(unit, "s") && !is_hours(unit)) {
    format = *parse_number_format("mm:ss");
  } else {
    std::string ignored;
    format = *fitted(format, unit, ignored);
  }
  return format;
}

NumberFormat default_format(const Expression& formula, const MeasureUnit& unit) {
  const bool is_ratio =
      formula.kind == Expression::Kind::divide ||
      (formula.kind == Expression::Kind::call && formula.function == Expression::Function::share);
  return is_ratio && unit.dimensionless() && unit.symbol.empty() ? *parse_number_format("percent 1")
                                                                 : default_format(unit);
}

int default_scale(const MeasureUnit& unit) {
  if (unit.dimensionless()) return unit.factor == Exact(1) ? 0 : 6;
  if (is_only(unit, "kr") || is_only(unit, "s") || is_only(unit, "årsarbetare")) return 2;
  if (is_only(unit, "poäng")) return 4;
  return unit.dimensions.size() > 1 || unit.dimensions.begin()->second != 1 ? 6 : 0;
}

bool can_be_stored(const MeasureUnit& unit) {
  Int128 denominator = unit.factor.denominator();
  for (const int prime : {2, 5}) {
    while (denominator % prime == 0) denominator /= prime;
  }
  return denominator == 1;
}

int scale_in_base_units(const MeasureUnit& unit, int decimals) {
  Exact step = unit.factor;
  for (int i = 0; i < decimals; ++i) step = step / Exact(10);
  int scale = 0;
  for (; step.denominator() != 1 && scale < Decimal::max_scale; ++scale) step = step * Exact(10);
  return scale;
}

std::optional<NumberFormat> fitted(NumberFormat format, const MeasureUnit& unit, std::string& why) {
  switch (format.style) {
    case Style::percent:
    case Style::points:
      why = "plain numbers such as shares";
      return unit.dimensionless() ? std::optional(format) : std::nullopt;
    case Style::duration:
      why = "times";
      return is_only(unit, "s") ? std::optional(format) : std::nullopt;
    case Style::number:
      break;
  }
  if (!format.suffix.empty()) {  // kr, tkr, mnkr
    why = "kronor";
    if (is_only(unit, "kr")) return format;
    // `kr 0` for kr/h shows kronor an hour.
    format.divisor = format.divisor * unit.factor;
    return unit.symbol.starts_with("kr/") ? std::optional(format) : std::nullopt;
  }
  format.divisor = unit.factor;
  if (is_hours(unit)) format.suffix = "timmar";
  return format;
}

std::optional<NumberFormat> read_format(TableReader& reader) {
  const TomlValue* value = reader.take("show", TomlValue::Kind::string);
  if (value == nullptr) return std::nullopt;
  auto format = parse_number_format(value->text);
  if (!format) {
    reader.error(*value, "catalog.bad_number_format",
                 fmt::format("`{}` is not a number format", value->text),
                 fmt::format("write one of {} and decimals: \"number 1\"", number_format_words()));
  }
  return format;
}

NumberFormat format_for(TableReader& reader, const MeasureUnit& unit,
                        const NumberFormat& otherwise) {
  const auto written = read_format(reader);
  if (!written) return otherwise;
  std::string why;
  if (const auto format = fitted(*written, unit, why)) return *format;
  const TomlValue& value = *reader.take("show");
  reader.error(value, "catalog.format_mismatch",
               fmt::format("`{}` is for {}, but {} is {}", value.text, why, reader.what(),
                           unit.symbol.empty() ? "a plain number" : "in " + unit.symbol),
               "write \"number 1\", or a format for that measure unit");
  return otherwise;
}

}  // namespace redthread::catalog
