// SPDX-License-Identifier: Apache-2.0
#include "generate/readmission.hpp"

#include <algorithm>

namespace redthread::generate {
namespace {

constexpr int soon_days = 30;

bool is_far_after(Stay earlier, Stay later) {
  return later.admitted.days() - earlier.discharged.days() > soon_days;
}

}  // namespace

void Stays::add(int person, Stay stay) {
  by_person_[person].push_back(stay);
  recent_.push_back({.person = person, .stay = stay});
}

bool Stays::is_far_from_others(int person, Stay stay) const {
  const auto known = by_person_.find(person);
  if (known == by_person_.end()) return true;
  return std::all_of(known->second.begin(), known->second.end(), [&](const Stay& other) {
    return is_far_after(other, stay) || is_far_after(stay, other);
  });
}

std::optional<int> Stays::who_can_be_back(Stay stay, const std::function<bool(int)>& fits,
                                          Random& random) const {
  constexpr int most_tries = 40;
  for (int tries = 0; tries < most_tries && !recent_.empty(); ++tries) {
    const auto at = static_cast<std::size_t>(random.below(static_cast<int>(recent_.size())));
    const auto& [person, last] = recent_[at];
    const int away = stay.admitted.days() - last.discharged.days();
    if (away < 0 || away > soon_days || last.admitted >= stay.admitted || !fits(person)) continue;
    const auto& stays = by_person_.at(person);
    const bool is_last =
        std::all_of(stays.begin(), stays.end(), [&, last = last](const Stay& each) {
          return (each.admitted <= last.admitted && each.discharged <= last.discharged) ||
                 is_far_after(stay, each);
        });
    if (is_last) return person;
  }
  return std::nullopt;
}

void Stays::forget_before(Date month) {
  constexpr int kept_days = 62;  // so that stays of some weeks can follow upon one
  std::erase_if(recent_, [&](const Ended& ended) {
    return month.days() - ended.stay.discharged.days() > kept_days;
  });
}

}  // namespace redthread::generate
