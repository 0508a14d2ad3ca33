// SPDX-License-Identifier: Apache-2.0
#include "model/measure_unit.hpp"

#include <utility>

#include "base/text.hpp"

namespace redthread {
namespace {

/// `kr`, `kr/s`, `kr·st/s`, `1/s`: from base units and exponents alone.
std::string symbol_of(const std::map<std::string, int>& dimensions) {
  std::vector<std::string> above;
  std::vector<std::string> below;
  for (const auto& [base, exponent] : dimensions) {
    for (int i = 0; i < exponent; ++i) above.push_back(base);
    for (int i = 0; i > exponent; --i) below.push_back(base);
  }
  if (above.empty() && below.empty()) return {};
  const std::string numerator = above.empty() ? "1" : join(above, "·");
  return below.empty() ? numerator : numerator + "/" + join(below, "·");
}

MeasureUnit combined(const MeasureUnit& a, const MeasureUnit& b, int sign) {
  MeasureUnit result;
  result.dimensions = a.dimensions;
  for (const auto& [base, exponent] : b.dimensions) {
    const int sum = result.dimensions[base] += sign * exponent;
    if (sum == 0) result.dimensions.erase(base);
  }
  result.symbol = symbol_of(result.dimensions);
  return result;
}

MeasureUnit base_unit(const std::string& name) {
  return {.symbol = name, .dimensions = {{name, 1}}, .factor = 1};
}

}  // namespace

MeasureUnit multiplied(const MeasureUnit& a, const MeasureUnit& b) { return combined(a, b, 1); }
MeasureUnit divided(const MeasureUnit& a, const MeasureUnit& b) { return combined(a, b, -1); }

bool is_measure_unit_letter(char32_t c) {
  if ((c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z')) return true;
  if (c == U'%' || c == U'‰') return true;
  return c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7;  // Latin letters, not × and ÷
}

MeasureUnits::MeasureUnits() {
  for (const char* name : {"st", "kr", "s", "dagar", "poäng", "årsarbetare", "ja/nej", "datum"}) {
    units_[name] = base_unit(name);
  }
  const auto derived = [&](const char* symbol, std::map<std::string, int> dimensions,
                           Exact factor) {
    units_[symbol] = {.symbol = symbol, .dimensions = std::move(dimensions), .factor = factor};
  };
  units_["1"] = {};
  derived("%", {}, Exact::quotient(1, 100));
  derived("pp", {}, Exact::quotient(1, 100));
  derived("‰", {}, Exact::quotient(1, 1000));
  derived("tkr", {{"kr", 1}}, 1'000);
  derived("mnkr", {{"kr", 1}}, 1'000'000);
  derived("öre", {{"kr", 1}}, Exact::quotient(1, 100));
  derived("sekunder", {{"s", 1}}, 1);
  derived("min", {{"s", 1}}, 60);
  derived("h", {{"s", 1}}, 3'600);
  derived("timmar", {{"s", 1}}, 3'600);
}

bool MeasureUnits::declare(const std::string& name) {
  if (name.empty() || units_.contains(name)) return false;
  for (std::size_t at = 0; at < name.size();) {
    const Character character = character_at(name, at);
    if (!character.valid || !is_measure_unit_letter(character.code_point)) return false;
    if (character.code_point == U'%' || character.code_point == U'‰') return false;
    at += character.bytes;
  }
  units_[name] = base_unit(name);
  return true;
}

std::optional<MeasureUnit> MeasureUnits::find(std::string_view text) const {
  if (const auto known = units_.find(text); known != units_.end()) return known->second;
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto above = units_.find(text.substr(0, slash));
  const auto below = units_.find(text.substr(slash + 1));
  if (above == units_.end() || below == units_.end()) return std::nullopt;
  MeasureUnit unit = divided(above->second, below->second);
  unit.symbol = text;
  unit.factor = above->second.factor / below->second.factor;
  return unit;
}

std::vector<std::string> MeasureUnits::names() const {
  std::vector<std::string> names;
  for (const auto& [name, unit] : units_) names.push_back(name);
  return names;
}

}  // namespace redthread
