// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.hpp"

namespace redthread {

/// Easter Sunday. Source: the Gregorian computus of Butcher (Ecclesiastical Calendar, 1876).
Date easter_sunday(int year);

/// What a day is to a Swedish workplace. Source: lag (1989:253) om allmänna helgdagar, and the eves
/// that collective agreements treat alike.
enum class DayKind {
  workday,
  short_day,  ///< the eve of a holiday, or a workday squeezed in between: few are planned in
  weekend,
  holiday,  ///< red days, and the eves of midsummer, Christmas and New Year
};
DayKind day_kind(Date day);

}  // namespace redthread
