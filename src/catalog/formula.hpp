// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostics.hpp"
#include "model/catalog.hpp"
#include "model/expression.hpp"

namespace redthread::catalog {

/// Where a formula's text stands in a file, so that carets point into it: the place of its first
/// character and the whole source line, out of which excerpts are cut. When the text is not
/// `verbatim` (escapes, doubled quotes, several lines), carets underline all of `span`.
struct FormulaOrigin {
  Span span;
  std::string excerpt;
  bool verbatim = true;
};

/// The place of the bytes from `begin` to `end` of the text that stands at `origin`.
Span place_in(const FormulaOrigin& origin, std::string_view text, std::size_t begin,
              std::size_t end);

/// Limits that keep reading, checking and evaluating safe: bytes of a formula, and how deep its
/// tree may be (parentheses, functions and terms in a row alike).
inline constexpr std::size_t longest_formula = 10'000;
inline constexpr int deepest_formula = 200;

/// Parses `+ - * / ( )`, numbers with measure units (`431.25 h`), keys with breakdown cells
/// (`fte.worked{profession: physician, sex: women}`) and the functions of Expression::Function.
/// Knows no names yet. nullopt with diagnostics when it is not a formula.
std::optional<Expression> parse_formula(std::string_view text, const FormulaOrigin& origin,
                                        const MeasureUnits& units, Diagnostics& diagnostics);

/// The canonical text: one space around operators, only the parentheses that are needed.
/// Parsing it gives the same tree. (What `to_text` gives; here beside its inverse.)
std::string print_formula(const Expression& expression);

/// What a key in a formula stands for; nullopt for an unknown name. With `unit_known` false (its
/// own formula is wrong, which is told there) measure units that depend on it are not checked.
struct NameMeaning {
  MeasureUnit unit;
  std::vector<std::string> breakdowns;
  bool unit_known = true;
};
using NameLookup = std::function<std::optional<NameMeaning>(const std::string& key)>;

/// Checks names, breakdown cells and measure units (kronor + percent is an error) and fills every
/// node's `unit` (of a number: stays as written). `known` are the names to suggest. The key
/// `region.hours_per_fte` needs no lookup.
bool check_formula(Expression& expression, const FormulaOrigin& origin, const NameLookup& lookup,
                   const std::vector<std::string>& known, const std::vector<Breakdown>& breakdowns,
                   Diagnostics& diagnostics);

}  // namespace redthread::catalog
