// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "bench.hpp"
#include "outlook/waiting/list_outlook.hpp"
#include "outlook/waiting/test_lists.hpp"
#include "outlook_peer.hpp"

// Five years of a waiting list (91 000 patients, 1 000 futures), and the same with two stages,
// calendars, deviation codes, no-shows, return visits and corrections; beside the peers' scripts.

namespace redthread::bench {
namespace {

double seconds_per_future(const outlook::ListScenario& scenario, int futures) {
  const auto slots = outlook::planned_slots(scenario);
  const auto days = outlook::month_ends(scenario.today, scenario.horizon_days);
  return best_seconds(3,
                      [&] {
                        simulate_futures(scenario, slots, days, {1, futures, 1});
                      }) /
         futures;
}

std::vector<Measurement> run() {
  const outlook::ListScenario scenario = outlook::wl5y();
  const double one = seconds_per_future(scenario, 100);
  const double thousand = best_processor_seconds(2, [&] { look_ahead(scenario, {1, 1000}); });
  const double rich = seconds_per_future(outlook::two_stages(), 50);
  outlook::ListScenario slider = outlook::guarantee_oracle(54.5);
  const double moved = best_processor_seconds(2, [&] { look_ahead(slider, {1, 1000}); });
  std::vector<Measurement> all = {{"outlook_wl5y.future", one * 1000, "ms"},
                                  {"outlook_wl5y.1000_futures", thousand, "cpu s", std::nullopt,
                                   "summed up by month; two cores: half of it", 8, true},
                                  {"outlook_wl5y.two_stages", rich * 1000, "ms", one * 1000,
                                   "one stage, plain", 3 * one * 1000, true},
                                  {"outlook_wl5y.slider", moved, "cpu s", std::nullopt,
                                   "one year, 6 000 on the list; two cores: half of it", 2, true}};
  const auto beside = [&](const char* script, const char* arguments, const char* key,
                          const char* name, double goal) {
    if (const auto seconds = ask_peer(script, arguments, key)) {
      all.push_back({std::string("outlook_wl5y.times_") + name, *seconds / one, "x", std::nullopt,
                     std::string("seconds of ") + name + " over ours, a future", goal});
    }
  };
  beside("b_wl_simpy.py", "1820 1 2", "s_per_rep", "simpy", 200);
  beside("b_wl_simmer.R", "1820 1", "cpu_s", "simmer", 100);
  beside("b_wl_ciw.py", "1820 1", "cpu_s", "ciw", 3000);
  return all;
}

[[maybe_unused]] const bool known = add({"outlook_wl5y", "a waiting list over five years", run});

}  // namespace
}  // namespace redthread::bench
