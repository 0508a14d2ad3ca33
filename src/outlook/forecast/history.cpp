// SPDX-License-Identifier: Apache-2.0
#include "outlook/forecast/history.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/holidays.hpp"

namespace redthread::outlook {
namespace {

constexpr double usual_workdays = 21;
constexpr double beyond_range = 20;
constexpr double least_certainty = 4;

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Takes out what lies far beyond all others: returns the worst.
std::optional<Reservation> take_out_outliers(std::vector<std::optional<double>>& values) {
  std::vector<double> known;
  for (const auto& value : values) {
    if (value) known.push_back(*value);
  }
  const double centre = median(known);
  std::vector<double> distances;
  distances.reserve(known.size());
  for (const double value : known) distances.push_back(std::abs(value - centre));
  const double usual = std::max({median(distances), std::abs(centre) * 0.25, 1e-12});
  std::optional<Reservation> worst;
  for (auto& value : values) {
    if (!value || std::abs(*value - centre) <= beyond_range * usual) continue;
    const double times = std::abs(*value - centre) / usual;
    if (!worst || times > worst->limit) worst = Reservation{Reason::outlier, *value, times};
    value.reset();
  }
  return worst;
}

double filled_value(const std::vector<std::optional<double>>& values, std::size_t at) {
  double sum = 0;
  int count = 0;
  for (const std::size_t step : {std::size_t{12}, std::size_t{24}}) {
    if (at >= step && values[at - step]) sum += *values[at - step], ++count;
    if (at + step < values.size() && values[at + step]) sum += *values[at + step], ++count;
    if (count > 0) return sum / count;
  }
  std::size_t before = at;
  while (!values[before]) --before;  // the first and last are known
  std::size_t after = at;
  while (!values[after]) ++after;
  const double share = static_cast<double>(at - before) / static_cast<double>(after - before);
  return *values[before] + share * (*values[after] - *values[before]);
}

}  // namespace

Answer<Prepared> prepare(const History& history) {
  auto values = history.values;
  Answer<Prepared> answer;
  std::size_t known = 0;
  for (const auto& value : values) {
    if (!value) continue;
    if (!std::isfinite(*value)) return Answer<Prepared>::none(Reason::not_a_number, *value);
    if (*value < 0 && !history.may_be_negative)
      return Answer<Prepared>::none(Reason::negative_count, *value);
    ++known;
  }
  if (known == 0) return Answer<Prepared>::none(Reason::nothing_known);
  if (known < fewest_months)
    return Answer<Prepared>::none(Reason::too_short, static_cast<double>(known), fewest_months);
  if (const auto outlier = take_out_outliers(values)) {
    answer.reservations.push_back(*outlier);
    known = static_cast<std::size_t>(
        std::count_if(values.begin(), values.end(), [](const auto& v) { return v.has_value(); }));
    if (known < fewest_months)
      return Answer<Prepared>::none(Reason::too_short, static_cast<double>(known), fewest_months);
  }
  const auto is_known = [](const auto& value) { return value.has_value(); };
  const auto begin = std::find_if(values.begin(), values.end(), is_known);
  const auto end = std::find_if(values.rbegin(), values.rend(), is_known).base();
  const std::vector<std::optional<double>> trimmed(begin, end);
  Prepared series;
  series.first = history.first.plus(static_cast<int>(begin - values.begin()));
  for (std::size_t i = 0; i < trimmed.size(); ++i) {
    series.filled.push_back(!trimmed[i]);
    series.values.push_back(trimmed[i] ? *trimmed[i] : filled_value(trimmed, i));
  }
  const auto [least, most] = std::minmax_element(series.values.begin(), series.values.end());
  series.is_positive = *least > 0;
  if (*least == *most) answer.reservations.push_back({Reason::constant, *least});
  series.day_exponent = workday_exponent(series);
  answer.value = std::move(series);
  return answer;
}

double workdays(Month month) {
  double count = 0;
  for (Date day = month.first_day(); day <= month.last_day(); day = day.plus_days(1)) {
    const DayKind kind = day_kind(day);
    count += kind == DayKind::workday ? 1 : kind == DayKind::short_day ? 0.5 : 0;
  }
  return count;
}

double workday_exponent(const Prepared& series) {
  const auto& y = series.values;
  if (!series.is_positive || y.size() < 36) return 0;
  std::vector<double> days;
  for (std::size_t i = 0; i < y.size(); ++i)
    days.push_back(std::log(workdays(series.first.plus(static_cast<int>(i)))));
  double sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0, sum_yy = 0, count = 0;
  for (std::size_t i = 12; i < y.size(); ++i) {
    if (series.filled[i] || series.filled[i - 12]) continue;
    const double dx = days[i] - days[i - 12];
    const double dy = std::log(y[i] / y[i - 12]);
    sum_x += dx, sum_y += dy, sum_xx += dx * dx, sum_xy += dx * dy, sum_yy += dy * dy, count += 1;
  }
  if (count < 24) return 0;
  const double xx = sum_xx - sum_x * sum_x / count;
  const double xy = sum_xy - sum_x * sum_y / count;
  const double yy = sum_yy - sum_y * sum_y / count;
  if (xx <= 0 || yy <= 0) return 0;
  const double slope = xy / xx;
  const double error = std::sqrt(std::max(0.0, yy - slope * xy) / (count - 2) / xx);
  return slope >= 0.2 && slope <= 1.5 && slope >= least_certainty * error ? slope : 0;
}

std::vector<double> made_alike(const Prepared& series) {
  std::vector<double> alike = series.values;
  if (series.day_exponent == 0) return alike;
  for (std::size_t i = 0; i < alike.size(); ++i) {
    const Month month = series.first.plus(static_cast<int>(i));
    alike[i] /= std::pow(workdays(month) / usual_workdays, series.day_exponent);
  }
  return alike;
}

double from_alike(double value, Month month, double exponent) {
  return exponent == 0 ? value : value * std::pow(workdays(month) / usual_workdays, exponent);
}

}  // namespace redthread::outlook
