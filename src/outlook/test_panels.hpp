// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "outlook/forecast/history.hpp"
#include "outlook/test_outside_data.hpp"

namespace redthread::outlook {

/// The 767 monthly counts of 2000-2006, every `step`-th of them; empty when the file is not here.
inline std::vector<History> hospital_panel(std::size_t step = 1) {
  std::vector<History> panel;
  const auto table = outside_table("hospital_767_monthly_2000_2006.csv");
  if (!table) return panel;
  for (std::size_t column = 1; column < table->header.size(); column += step) {
    History history{Month(2000, 1), {}};
    for (const CsvRow& row : table->rows)
      history.values.push_back(outside_number(row.fields[column]));
    panel.push_back(std::move(history));
  }
  return panel;
}

/// One series for each text in `key`, by month of `date`; months without a row are missing. With
/// `until`, what comes after is left out.
inline std::vector<History> monthly_panel(const std::string& file, const std::string& key,
                                          const std::string& value,
                                          std::optional<Month> until = std::nullopt) {
  std::vector<History> panel;
  const auto table = outside_table(file);
  if (!table) return panel;
  std::map<std::string, std::map<int, double>> series;
  for (const CsvRow& row : table->rows) {
    const auto month = Month::parse(row.fields[*table->column("date")].substr(0, 7));
    const auto number = outside_number(row.fields[*table->column(value)]);
    if (!number || (until && *month > *until)) continue;
    series[row.fields[*table->column(key)]][month->index()] += *number;
  }
  for (const auto& [name, months] : series) {
    History history{Month::from_index(months.begin()->first), {}};
    history.values.resize(
        static_cast<std::size_t>(months.rbegin()->first - months.begin()->first + 1));
    for (const auto& [month, number] : months)
      history.values[static_cast<std::size_t>(month - months.begin()->first)] = number;
    panel.push_back(std::move(history));
  }
  return panel;
}

}  // namespace redthread::outlook
