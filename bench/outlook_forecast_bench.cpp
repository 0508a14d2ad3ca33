// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>
#include <vector>

#include "bench.hpp"
#include "outlook/forecast/panel.hpp"
#include "outlook/numbers/random.hpp"

// 5 000 monthly series of seven years, forecast 12 months ahead, each again from 12 earlier origins
// to measure the intervals by.

namespace redthread::bench {
namespace {

std::vector<outlook::History> made_up(std::size_t count) {
  std::vector<outlook::History> panel;
  for (std::size_t unit = 0; unit < count; ++unit) {
    outlook::Stream stream(1, unit);
    outlook::History history{Month(2018, 1), {}};
    double level = 50 + 500 * stream.uniform();
    for (int t = 0; t < 84; ++t) {
      level *= 1 + 0.01 * outlook::normal(stream);
      history.values.emplace_back(level * (1 + 0.15 * std::sin(t * 0.5236)) *
                                  (1 + 0.05 * outlook::normal(stream)));
    }
    panel.push_back(std::move(history));
  }
  return panel;
}

std::vector<Measurement> run() {
  const auto panel = made_up(5000);
  outlook::PanelForecast forecast;
  const double before = processor_seconds();
  const double took = best_seconds(1, [&] { forecast = outlook::forecast_panel(panel); });
  const double worked = processor_seconds() - before;
  // Two cores have 120 seconds in 60: busy neighbours do not count.
  return {{"outlook_forecast_5000", worked, "cpu s", std::nullopt,
           "12 origins; two cores: half of it", 120, true},
          {"outlook_forecast_5000.took", took, "s"},
          {"outlook_forecast_5000.coverage_95", 100 * forecast.coverage[1].share(), "%"},
          {"outlook_forecast_5000.error", forecast.relative_error, "", 1, "seasonal naive", 0.86,
           true}};
}

[[maybe_unused]] const bool known =
    add({"outlook_forecast_5000", "5 000 monthly series with rolling-origin backtest", run});

}  // namespace
}  // namespace redthread::bench
