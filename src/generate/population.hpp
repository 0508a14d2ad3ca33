// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "generate/random.hpp"

namespace redthread::generate {

/// The made-up persons of the region: number, sex, year of birth. The same person has the same sex
/// and age in every fact. Ages are spread as in a Swedish region; nobody is born or dies out of
/// the list, but who is not yet born in a year is not drawn.
class Population {
 public:
  struct Ages {
    int low = 0;
    int high = 120;
  };
  Population(std::uint64_t seed, int inhabitants, int last_year);

  int size() const { return static_cast<int>(birth_years_.size()); }
  bool is_woman(int person) const { return women_[static_cast<std::size_t>(person)] != 0; }
  int age(int person, int year) const {
    return year - birth_years_[static_cast<std::size_t>(person)];
  }
  /// Somebody of these ages in `year`; the old come to care more often. When few fit, whoever came
  /// nearest after some tries.
  int draw(Random& random, int year, Ages ages, bool women_only = false) const;

 private:
  std::vector<std::int16_t> birth_years_;
  std::vector<std::uint8_t> women_;
};

}  // namespace redthread::generate
