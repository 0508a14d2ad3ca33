// SPDX-License-Identifier: Apache-2.0
#include "generate/population.hpp"

#include <array>

namespace redthread::generate {
namespace {

/// Persons per thousand by five-year ages 0-4, 5-9, ... 95-99.
constexpr std::array<int, 20> by_age = {51, 57, 60, 58, 54, 56, 66, 65, 60, 60,
                                        62, 66, 61, 57, 53, 53, 36, 17, 7,  1};

int drawn_age(Random& random) {
  auto place = static_cast<int>(random.below(1000));
  int group = 0;
  for (const int count : by_age) {
    if (place < count) break;
    place -= count;
    ++group;
  }
  return group * 5 + static_cast<int>(random.below(5));
}

}  // namespace

Population::Population(std::uint64_t seed, int inhabitants, int last_year) {
  Random random = Random::stream(seed, "population");
  birth_years_.reserve(static_cast<std::size_t>(inhabitants));
  women_.reserve(static_cast<std::size_t>(inhabitants));
  for (int i = 0; i < inhabitants; ++i) {
    birth_years_.push_back(static_cast<std::int16_t>(last_year - drawn_age(random)));
    women_.push_back(random.below(2) == 0 ? 1 : 0);
  }
}

int Population::draw(Random& random, int year, Ages ages, bool women_only) const {
  int best = 0;
  int best_distance = 1000;
  for (int tries = 0; tries < 40; ++tries) {
    const auto person = static_cast<int>(random.below(size()));
    const int years = age(person, year);
    // Two of three persons under 60 stay at home the first time: the old come more often.
    if (tries == 0 && years < 60 && ages.high > 60 && random.below(3) != 0) continue;
    int distance = years < ages.low ? ages.low - years : years > ages.high ? years - ages.high : 0;
    if (years < 0) distance += 500;
    if (women_only && !is_woman(person)) distance += 200;
    if (distance == 0) return person;
    if (distance < best_distance) {
      best = person;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace redthread::generate
