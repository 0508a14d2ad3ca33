// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/period.hpp"

namespace redthread::warehouse {

/// What the name of a delivery of rows says: `PERIOD[_LABEL].EXT`, `2024-03_NORR.csv`.
struct DeliveryName {
  Period span;        ///< its rows are of these months, and it has all of them
  std::string label;  ///< who delivers, or which part it is; empty = all
};

/// Reads a file's name without its folder. nullopt when it does not begin with a period.
std::optional<DeliveryName> parse_delivery_name(std::string_view name);

/// How it is to be written, for hints.
inline constexpr const char* delivery_name_form =
    "name it by the months it has, `2024-03.csv`, `2024-Q1.csv` or `2024-03_LABEL.csv`";

}  // namespace redthread::warehouse
