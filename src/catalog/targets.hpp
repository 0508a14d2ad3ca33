// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/loading.hpp"
#include "catalog/table_reader.hpp"
#include "model/catalog.hpp"

namespace redthread::catalog {

/// What targets are judged against.
struct TargetContext {
  const MeasureUnits& units;
  /// Of the indicator; absent when its formula is wrong, and then numbers are not judged.
  std::optional<MeasureUnit> unit;
  NumberFormat show;
};

/// Why a text is no target.
struct TargetError {
  const char* code = "";
  std::string message;
  std::string hint;
};

/// Reads `>= 95 %`, `77..80`, `increase`, `change <= -100`, `yes`, `done by 2024-12-31`, ... and
/// fills type, bounds, `relative`, `date` and `written` of a target.
std::optional<TargetError> parse_target(std::string_view text, const TargetContext& context,
                                        Target& target);

/// A bound in base units: `5 pp`, `100`, `08:00`. A number without a unit counts in the
/// indicator's unit; where that is shown in percent, it must say which it means.
std::optional<TargetError> parse_bound(std::string_view text, const TargetContext& context,
                                       Exact& bound);

/// The key `target` of an indicator: {2024 = "..."} or [{year = 2024, value = "...", ...}].
std::vector<Target> read_targets(TableReader& reader, Loading& loading, const Catalog& catalog,
                                 const TargetContext& context);

}  // namespace redthread::catalog
