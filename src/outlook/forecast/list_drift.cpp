// SPDX-License-Identifier: Apache-2.0
#include "outlook/forecast/list_drift.hpp"

#include <algorithm>
#include <cstddef>

#include "base/error.hpp"

namespace redthread::outlook {

std::vector<double> list_by_half_drift(const std::vector<double>& waiting, int months) {
  REDTHREAD_ASSERT(!waiting.empty(), "a list");
  const std::size_t back = std::min<std::size_t>(12, waiting.size() - 1);
  const double last = waiting.back();
  const double drift =
      back == 0 ? 0 : (last - waiting[waiting.size() - 1 - back]) / static_cast<double>(back) / 2;
  std::vector<double> ahead;
  for (int h = 1; h <= months; ++h) ahead.push_back(std::max(0.0, last + drift * h));
  return ahead;
}

}  // namespace redthread::outlook
