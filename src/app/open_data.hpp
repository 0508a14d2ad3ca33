// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/plan.hpp"
#include "base/period.hpp"

namespace redthread::app {

/// What published reports say, as open data (öppna data): the outcomes that they print, in the
/// shape that users of Kolada know: kpi, unit, period, gender, value, status. Each value is that of
/// the last published version of its report, rounded as it was printed; what was not published is
/// not there, and what was printed as hidden or missing has no value.
struct OpenData {
  struct Kpi {
    std::string id;     ///< the measure or indicator; another cell than a sex is part of it
    std::string title;  ///< its name
    std::string description;
    std::string measure_unit;
  };
  struct Unit {
    std::string id;
    std::string title;
  };
  struct Value {
    std::string kpi;
    std::string unit;
    Period period;
    char gender = 'T';                 ///< T all, K women, M men
    std::optional<std::string> value;  ///< a decimal number as printed
    std::string status;                ///< the figure's state: `present`, `partial` ...
    std::string report;                ///< where it was printed, `delarsrapport 2024-T1 version 2`
  };
  std::vector<Kpi> kpis;      ///< by id
  std::vector<Unit> units;    ///< by id
  std::vector<Value> values;  ///< by kpi, unit, period, gender; each once
};

/// Reads all published bundles. nullopt with diagnostics when the store or a bundle cannot be read.
/// `bundles`: as ReportStep has it.
std::optional<OpenData> open_data(const PlanQuestion& question, const std::string& bundles,
                                  Diagnostics& diagnostics);

/// Which values are asked for; empty = all.
struct OpenDataFilter {
  std::string kpi;
  std::string unit;
  std::string period;
};
/// `{"count":1,"values":[{"kpi":..,"unit":..,"period":..,"values":[{"gender":"T",...}]}]}`
std::string values_to_json(const OpenData& data, const OpenDataFilter& filter);
/// `kpi,unit,period,gender,value,status,report`, a line a value.
std::string values_to_csv(const OpenData& data, const OpenDataFilter& filter);
std::string kpis_to_json(const OpenData& data);
std::string units_to_json(const OpenData& data);

}  // namespace redthread::app
