// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generate/world.hpp"

namespace redthread::generate {

/// Investment objects: budget with what was carried over, spent so far, forecast.
class Investments {
 public:
  explicit Investments(World& world) : world_(world) {}
  /// The month's delivery. Gives what was bought in the month, in öre.
  std::int64_t write(Month month);

 private:
  struct Object {
    std::string code;
    std::string_view asset;
    std::int64_t budget = 0;
    std::int64_t carried_over = 0;
    std::int64_t forecast = 0;
    std::int64_t spent = 0;
    Date approved;
    Date last_purchase;  ///< when anything is spent
  };
  void plan(int year);

  World& world_;
  std::vector<Object> objects_;
  std::array<std::int64_t, 12> spent_{};
};

}  // namespace redthread::generate
