// SPDX-License-Identifier: Apache-2.0
#include "outlook/forecast/reconcile.hpp"

#include "base/error.hpp"

namespace redthread::outlook {

std::vector<double> reconciled(const std::vector<TreeForecast>& units) {
  const std::size_t count = units.size();
  std::vector<double> sum(count, 0);  // of the parts' means
  std::vector<double> sum_variance(count, 0);
  std::vector<bool> has_parts(count, false);
  std::vector<double> mean(count);
  std::vector<double> variance(count);
  for (std::size_t i = count; i-- > 0;) {
    const TreeForecast& unit = units[i];
    REDTHREAD_ASSERT(unit.deviation > 0 && (!unit.parent || *unit.parent < i),
                     "parents stand first, and errors have a size");
    const double own = unit.deviation * unit.deviation;
    if (has_parts[i]) {
      variance[i] = own * sum_variance[i] / (own + sum_variance[i]);
      mean[i] = (unit.value * sum_variance[i] + sum[i] * own) / (own + sum_variance[i]);
    } else {
      variance[i] = own;
      mean[i] = unit.value;
    }
    if (!unit.parent) continue;
    has_parts[*unit.parent] = true;
    sum[*unit.parent] += mean[i];
    sum_variance[*unit.parent] += variance[i];
  }
  std::vector<double> values = mean;
  for (std::size_t i = 0; i < count; ++i) {
    if (!units[i].parent) continue;
    const std::size_t parent = *units[i].parent;
    values[i] = mean[i] + (values[parent] - sum[parent]) * variance[i] / sum_variance[parent];
  }
  return values;
}

}  // namespace redthread::outlook
