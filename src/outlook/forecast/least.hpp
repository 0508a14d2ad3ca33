// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace redthread::outlook {

/// A point of at most four coordinates, of which the first `size` are used.
using Point = std::array<double, 4>;

/// Nelder and Mead's simplex: moves `at` to where `cost` is least near it, and gives that cost.
/// Ends when the simplex differs by less than 1e-4 in cost, or after about `evaluations`. No memory
/// is taken. Source: Nelder and Mead 1965, Computer Journal 7:308; coefficients 1, 2, 1/2, 1/2.
template <typename Cost>
double find_least(const Cost& cost, Point& at, std::size_t size, int evaluations) {
  struct Corner {
    Point at{};
    double cost = 0;
  };
  std::array<Corner, 5> corners;
  for (std::size_t i = 0; i <= size; ++i) {
    corners[i].at = at;
    if (i > 0) corners[i].at[i - 1] += 1;
    corners[i].cost = cost(corners[i].at);
  }
  int used = static_cast<int>(size) + 1;
  const auto end = corners.begin() + static_cast<std::ptrdiff_t>(size) + 1;
  for (;;) {
    std::sort(corners.begin(), end,
              [](const Corner& a, const Corner& b) { return a.cost < b.cost; });
    Corner& worst = corners[size];
    if (used >= evaluations || worst.cost - corners[0].cost < 1e-4) break;
    Point centre{};
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t j = 0; j < size; ++j)
        centre[j] += corners[i].at[j] / static_cast<double>(size);
    }
    const auto tried = [&](double factor) {
      Corner corner;
      for (std::size_t j = 0; j < size; ++j)
        corner.at[j] = centre[j] + factor * (worst.at[j] - centre[j]);
      corner.cost = cost(corner.at);
      ++used;
      return corner;
    };
    const Corner reflected = tried(-1);
    if (reflected.cost < corners[0].cost) {
      const Corner expanded = tried(-2);
      worst = expanded.cost < reflected.cost ? expanded : reflected;
    } else if (reflected.cost < corners[size - 1].cost) {
      worst = reflected;
    } else {
      const Corner contracted = tried(reflected.cost < worst.cost ? -0.5 : 0.5);
      if (contracted.cost < std::min(worst.cost, reflected.cost)) {
        worst = contracted;
      } else {
        for (std::size_t i = 1; i <= size; ++i) {
          for (std::size_t j = 0; j < size; ++j)
            corners[i].at[j] = (corners[i].at[j] + corners[0].at[j]) / 2;
          corners[i].cost = cost(corners[i].at);
        }
        used += static_cast<int>(size);
      }
    }
  }
  at = corners[0].at;
  return corners[0].cost;
}

}  // namespace redthread::outlook
