// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "generate/random.hpp"

namespace redthread::generate {

/// Whole numbers shared out exactly: what is split always adds up to what there was. This is how a
/// year's published total becomes months, units, days and rows without losing anything.

/// `value * numerator / denominator`, rounded half away from zero; `denominator` > 0.
std::int64_t scaled(std::int64_t value, std::int64_t numerator, std::int64_t denominator);

/// Parts in proportion to `weights` (none negative), which sum to `total` (which may be negative).
/// Who gets the odd ones is drawn, in proportion to the weights too (systematic sampling). All
/// weights zero = equal weights; no weights = no parts.
std::vector<std::int64_t> split(std::int64_t total, const std::vector<std::int64_t>& weights,
                                Random& random);

/// Takes `share` per `of` of a stream of items, evenly: `take()` says yes for exactly that share.
class EvenShare {
 public:
  EvenShare(std::int64_t share, std::int64_t of, std::int64_t start = 0)
      : share_(share), of_(of), sum_(start % of) {}
  bool take() {
    sum_ += share_;
    if (sum_ < of_) return false;
    sum_ -= of_;
    return true;
  }

 private:
  std::int64_t share_;
  std::int64_t of_;
  std::int64_t sum_;
};

}  // namespace redthread::generate
