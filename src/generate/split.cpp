// SPDX-License-Identifier: Apache-2.0
#include "generate/split.hpp"

#include "base/decimal.hpp"
#include "base/error.hpp"

namespace redthread::generate {

std::int64_t scaled(std::int64_t value, std::int64_t numerator, std::int64_t denominator) {
  const Int128 product = Int128{value} * numerator;
  const Int128 half = denominator / 2;
  return static_cast<std::int64_t>((product < 0 ? product - half : product + half) / denominator);
}

std::vector<std::int64_t> split(std::int64_t total, const std::vector<std::int64_t>& weights,
                                Random& random) {
  std::vector<std::int64_t> parts(weights.size(), 0);
  if (weights.empty()) return parts;
  Int128 sum = 0;
  for (const std::int64_t weight : weights) {
    REDTHREAD_ASSERT(weight >= 0, "a weight is never negative");
    sum += weight;
  }
  const bool equal = sum == 0;
  if (equal) sum = static_cast<std::int64_t>(weights.size());
  const std::int64_t magnitude = total < 0 ? -total : total;
  // The sum of weights may be larger than what can be drawn from: a phase in 2^20 steps is enough.
  const Int128 phase = sum * random.below(1 << 20) / (1 << 20);
  Int128 cumulated = 0;
  std::int64_t before = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    cumulated += equal ? 1 : weights[i];
    const auto now = static_cast<std::int64_t>((cumulated * magnitude + phase) / sum);
    parts[i] = total < 0 ? before - now : now - before;
    before = now;
  }
  return parts;
}

}  // namespace redthread::generate
