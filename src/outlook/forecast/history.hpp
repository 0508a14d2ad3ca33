// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "base/date.hpp"
#include "outlook/cannot_say.hpp"

namespace redthread::outlook {

/// A measure's outcome by month. Missing is missing, never 0.
struct History {
  Month first;
  std::vector<std::optional<double>> values;
  bool may_be_negative = false;  ///< money; a count below 0 is an error

  Month after_last() const { return first.plus(static_cast<int>(values.size())); }
};

/// A history that models can be fitted to: complete, from the first known month to the last known
/// one.
struct Prepared {
  Month first;
  std::vector<double> values;  ///< filled where missing or taken out
  std::vector<bool> filled;    ///< by month: not a reported value
  double day_exponent = 0;     ///< how the measure follows the number of workdays; 0 = not
  bool is_positive = false;    ///< all above 0: effects may multiply

  Month after_last() const { return first.plus(static_cast<int>(values.size())); }
};

/// The fewest months that anything is said by: two of each calendar month are not needed, one is.
constexpr int fewest_months = 12;

/// Trims, fills gaps by the same month of the years beside (else by the months beside), and takes
/// out values that lie 20 times beyond all others' range around them (told as an outlier: a wrong
/// delivery, not activity). none: nothing_known, too_short (fewer than 12 months), negative_count,
/// not_a_number. Reservations: outlier, constant.
Answer<Prepared> prepare(const History& history);

/// Workdays of a month, an eve counted as half. Swedish holidays (base/holidays.hpp): Easter moves
/// them between March and April.
double workdays(Month month);

/// How the measure follows the workdays: the slope of log(y(t)/y(t - 12)) on log(w(t)/w(t - 12)),
/// which no season and no level disturbs; kept when it is at least four times its error and between
/// 0.2 and 1.5, otherwise 0. At least 36 months. Source: least squares on seasonal differences; the
/// idea of calendar adjustment is that of X-13ARIMA-SEATS.
double workday_exponent(const Prepared& series);

/// Divides by (workdays/21)^exponent, so that months are alike; `from_alike` is the way back for a
/// month.
std::vector<double> made_alike(const Prepared& series);
double from_alike(double value, Month month, double exponent);

}  // namespace redthread::outlook
