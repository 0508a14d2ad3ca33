// SPDX-License-Identifier: Apache-2.0
#include "outlook/queues/rules_of_thumb.hpp"

#include <cmath>

namespace redthread::outlook {

double RulesOfThumb::share_missing() const { return std::exp(-factor); }

std::vector<NamedRule> named(const RulesOfThumb& rules) {
  const LocalText none{"", ""};
  const LocalText weeks{"veckor", "weeks"};
  const LocalText patients{"patienter", "patients"};
  const LocalText slots{"tider per vecka", "slots a week"};
  return {
      {{"Belastning (Fong)", "Load (Fong)"}, rules.load(), none},
      {{"Målväntetid i medel (Fong)", "Target mean wait (Fong)"}, rules.target_mean_wait(), weeks},
      {{"Mållista (Fong)", "Target queue (Fong)"}, rules.target_queue(), patients},
      {{"Lista mot mållista (Fong)", "Queue ratio (Fong)"}, rules.queue_ratio(), none},
      {{"Avlastningskapacitet (Fong)", "Relief capacity (Fong)"}, rules.relief_capacity(), slots},
      {{"Tryck (Fong)", "Pressure (Fong)"}, rules.pressure(), none},
      {{"Andel över gränsen (Fong)", "Share missing the target (Fong)"},
       rules.share_missing(),
       none},
  };
}

}  // namespace redthread::outlook
