// SPDX-License-Identifier: Apache-2.0
#include "outlook/forecast/accuracy.hpp"

#include <cmath>
#include <map>

namespace redthread::outlook {

std::vector<Accuracy> accuracy_by_maker(const std::vector<MadeForecast>& made) {
  std::map<std::string, Accuracy> by_maker;
  for (const MadeForecast& one : made) {
    if (!one.outcome) continue;
    Accuracy& accuracy = by_maker[one.by];
    if (one.held) {
      ++accuracy.intervals;
      accuracy.share_held += *one.held ? 1 : 0;
    }
    if (*one.outcome == 0) continue;
    const double percent = 100 * (one.forecast - *one.outcome) / std::abs(*one.outcome);
    ++accuracy.scored;
    accuracy.mean_absolute_percent += std::abs(percent);
    accuracy.mean_percent += percent;
  }
  std::vector<Accuracy> all;
  for (auto& [by, accuracy] : by_maker) {
    accuracy.by = by;
    if (accuracy.scored > 0) {
      accuracy.mean_absolute_percent /= accuracy.scored;
      accuracy.mean_percent /= accuracy.scored;
    }
    if (accuracy.intervals > 0) accuracy.share_held /= accuracy.intervals;
    all.push_back(accuracy);
  }
  return all;
}

}  // namespace redthread::outlook
