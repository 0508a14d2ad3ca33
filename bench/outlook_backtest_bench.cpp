// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <unistd.h>

#include "bench.hpp"
#include "outlook/forecast/forecast.hpp"
#include "outlook/test_panels.hpp"
#include "outlook_peer.hpp"

// Forecasts of public series, 12 months from several origins, beside R's package forecast on the
// same folds.

namespace redthread::bench {
namespace {

struct Fold {
  outlook::Prepared history;
  std::vector<double> outcome;
};

/// Histories of five years at most, ending 12, 24 and 36 months before the last month.
std::vector<Fold> folds_of(const std::vector<outlook::History>& panel) {
  std::vector<Fold> folds;
  for (const outlook::History& history : panel) {
    const auto prepared = outlook::prepare(history);
    if (!prepared.value) continue;
    for (const std::size_t back : {12u, 24u, 36u}) {
      auto known = outlook::as_known(*prepared.value, back);
      if (!known || known->values.size() < 36) continue;
      const std::size_t end = known->values.size();
      const std::size_t from = end > 60 ? end - 60 : 0;
      Fold fold;
      const auto& all = prepared.value->values;
      const auto at = [&](std::size_t i) { return all.begin() + static_cast<std::ptrdiff_t>(i); };
      fold.outcome.assign(at(end), at(end + 12));
      fold.history.first = known->first.plus(static_cast<int>(from));
      fold.history.values.assign(at(from), at(end));
      fold.history.filled.assign(fold.history.values.size(), false);
      fold.history.is_positive = known->is_positive;
      fold.history.day_exponent = outlook::workday_exponent(fold.history);
      if (outlook::seasonal_scale(fold.history.values) > 0) folds.push_back(std::move(fold));
    }
  }
  return folds;
}

double error_of(const Fold& fold, const std::vector<double>& forecast) {
  double sum = 0;
  for (std::size_t h = 0; h < fold.outcome.size(); ++h)
    sum += std::abs(fold.outcome[h] - forecast[h]);
  return sum / static_cast<double>(fold.outcome.size()) /
         outlook::seasonal_scale(fold.history.values);
}

std::string joined(const std::vector<double>& values) {
  std::string text;
  for (const double value : values) text += (text.empty() ? "" : ",") + std::to_string(value);
  return text;
}

void compare(const std::string& name, const std::vector<Fold>& folds,
             std::vector<Measurement>& all) {
  if (folds.empty()) return;
  double ours = 0;
  double naive = 0;
  const auto file = std::filesystem::temp_directory_path() /
                    ("redthread_folds_" + std::to_string(::getpid()) + ".csv");
  {
    std::ofstream lines(file);
    for (const Fold& fold : folds) {
      const auto forecast = outlook::point_forecast(fold.history, 12);
      ours += error_of(fold, forecast.values) / static_cast<double>(folds.size());
      naive += error_of(fold, forecast.repeated_year) / static_cast<double>(folds.size());
      lines << joined(fold.history.values) << '|' << joined(fold.outcome) << '\n';
    }
  }
  const std::string title = "outlook_backtest." + name;
  all.push_back({title, ours, "MASE", naive,
                 "seasonal naive, " + std::to_string(folds.size()) + " folds", 0.86 * naive, true});
  const std::string printed = printed_by("Rscript bench/peers/forecast.R '" + file.string() + "'");
  for (const char* method : {"ets", "arima", "theta", "stlf"}) {
    if (const auto peer = number_after(printed, method))
      all.push_back(
          {title + "." + method, ours, "MASE", *peer, std::string("R's ") + method, *peer, true});
  }
  std::filesystem::remove(file);
}

std::vector<Measurement> run() {
  std::vector<Measurement> all;
  compare("hospital", folds_of(outlook::hospital_panel(24)), all);
  auto scotland = outlook::monthly_panel("scotland_ae_attendance_monthly.csv", "hospital_code",
                                         "attendances", Month(2019, 12));
  std::vector<outlook::History> some;
  for (std::size_t i = 0; i < scotland.size(); i += 3) some.push_back(std::move(scotland[i]));
  compare("scotland", folds_of(some), all);
  return all;
}

[[maybe_unused]] const bool known =
    add({"outlook_backtest", "forecasts of public series beside R's package forecast", run});

}  // namespace
}  // namespace redthread::bench
