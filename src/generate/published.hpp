// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace redthread::generate {

/// A total that the region Västmanland published in its interim report 1 2024: the first months of
/// 2024 and of 2023, the whole of 2023 (closing) and of 2024 (forecast), and the budget.
/// `first_months` says how many months the first figures are of: 4, or 3 where they lag a month.
/// Zero = not published. Money is in tenths of mnkr with income positive and cost negative, hours
/// and counts whole.
struct Published {
  std::string_view key;
  std::int64_t first = 0;           ///< 2024, January to April (or March)
  std::int64_t year = 0;            ///< 2024: the forecast
  std::int64_t first_previous = 0;  ///< 2023, the same months
  std::int64_t year_previous = 0;   ///< 2023: the closing
  std::int64_t budget_first = 0;
  std::int64_t budget_year = 0;
  int first_months = 4;
};

inline constexpr int published_year = 2024;
inline constexpr int published_inhabitants = 280'000;

/// The totals by key; asserts that the key is there.
const Published& published(std::string_view key);

}  // namespace redthread::generate
