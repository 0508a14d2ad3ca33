// SPDX-License-Identifier: Apache-2.0
#include "outlook/forecast/year_end.hpp"

#include <cstddef>
#include <numeric>

namespace redthread::outlook {

std::optional<YearEnd> year_end(const Prepared& series, const std::vector<double>& ahead) {
  const Month first = series.after_last();
  YearEnd end;
  end.year = first.year();
  end.months_known = first.month() - 1;
  const auto known = static_cast<std::size_t>(end.months_known);
  const std::size_t left = 12 - known;
  if (ahead.size() < left || series.values.size() < known) return std::nullopt;
  const auto& y = series.values;
  const auto sum = [](auto from, auto count) {
    return std::accumulate(from, from + static_cast<std::ptrdiff_t>(count), 0.0);
  };
  end.year_to_date = sum(y.end() - static_cast<std::ptrdiff_t>(known), known);
  end.forecast = end.year_to_date + sum(ahead.begin(), left);
  if (y.size() >= 12) end.rolling_twelve = sum(y.end() - 12, std::size_t{12});
  if (known > 0) end.run_rate = end.year_to_date * 12 / static_cast<double>(known);
  return end;
}

}  // namespace redthread::outlook
