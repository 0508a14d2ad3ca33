// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.hpp"
#include "base/number_format.hpp"
#include "model/document.hpp"

namespace redthread::report {

/// A chart's table as what is drawn: categories x series.

struct ChartPoint {
  std::optional<Exact> value;  ///< in base units; absent = missing: a gap, never zero
  NumberFormat format;         ///< that the figure is printed in
  std::string text;            ///< as printed; the missing mark where nothing is
  bool with_suffix = false;    ///< the text carries its measure unit
  Table::Fill fill = Table::Fill::none;
};
struct ChartSeries {
  Chart::Series::Role role = Chart::Series::Role::outcome;
  std::size_t nth = 0;             ///< how many of the same role stand before it
  std::string name;                ///< from the header's last line
  std::vector<ChartPoint> points;  ///< one a category
};
struct ChartData {
  std::vector<std::string> categories;
  std::vector<ChartSeries> series;

  /// The first series of that role, nullptr when there is none.
  const ChartSeries* find(Chart::Series::Role role) const;
  /// The first point that has a value, which says how axes are labelled; nullptr when none has.
  const ChartPoint* first_value() const;
};
/// Where the series' last value stands; npos when it has none.
std::size_t last_value(const ChartSeries& series);
ChartData chart_data(const Chart& chart, Language language);

/// The value as it is shown, unrounded, for placing it: kronor shown in mnkr give 475.0, a share
/// shown as percent 78.7.
double shown_value(Exact value, const NumberFormat& format);
/// Whether numbers in these formats can stand on one axis.
bool same_scale(const NumberFormat& a, const NumberFormat& b);

/// One line without control characters, at most `most` characters, the last then `…`.
std::string label_text(std::string_view text, std::size_t most);

}  // namespace redthread::report
