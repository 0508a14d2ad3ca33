// SPDX-License-Identifier: Apache-2.0
#include "catalog/formula.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.hpp"

/// No text crashes the parser, and what it reads prints as a text that it reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redthread;
  static const MeasureUnits units;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const catalog::FormulaOrigin origin{.span = {.file = "f", .line = 1, .column = 1},
                                      .excerpt = std::string(text)};
  Diagnostics diagnostics;
  auto expression = catalog::parse_formula(text, origin, units, diagnostics);
  to_text(diagnostics);
  if (!expression) return 0;
  const std::string printed = catalog::print_formula(*expression);
  if (printed.size() < catalog::longest_formula) {
    const auto again = catalog::parse_formula(printed, origin, units, diagnostics);
    REDTHREAD_ASSERT(again && catalog::print_formula(*again) == printed, "print and parse agree");
  }
  const auto lookup = [](const std::string& key) -> std::optional<catalog::NameMeaning> {
    if (key.size() > 3) return std::nullopt;
    return catalog::NameMeaning{*units.find(key.size() > 1 ? "kr" : "%"), {"sex"}};
  };
  catalog::check_formula(*expression, origin, lookup, {"abcd"}, {{.key = "sex"}}, diagnostics);
  return 0;
}
