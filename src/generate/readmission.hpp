// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/date.hpp"
#include "generate/random.hpp"

namespace redthread::generate {

struct Stay {
  Date admitted;
  Date discharged;
};

/// Who was in hospital when: so that those who come back within 30 days are those who are meant to,
/// which is counted from the rows. Stays are added in the order of the months they end in.
class Stays {
 public:
  void add(int person, Stay stay);

  /// Whether the person has no other stay within 30 days before or after this one.
  bool is_far_from_others(int person, Stay stay) const;

  /// Somebody for whom `fits` holds, whose last stay before this one ended at most 30 days before
  /// it, and who has none within 30 days after it; nullopt when nobody is found.
  std::optional<int> who_can_be_back(Stay stay, const std::function<bool(int)>& fits,
                                     Random& random) const;

  /// What ended too long ago for anybody to come back in the month that begins.
  void forget_before(Date month);

 private:
  struct Ended {
    int person = 0;
    Stay stay;
  };
  std::unordered_map<int, std::vector<Stay>> by_person_;
  std::vector<Ended> recent_;
};

}  // namespace redthread::generate
