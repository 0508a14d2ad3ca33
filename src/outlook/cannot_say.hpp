// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/language.hpp"

namespace redthread::outlook {

/// Why something cannot be said of what lies ahead, or only with a reservation.
enum class Reason {
  nothing_known,       ///< no value at all
  too_short,           ///< fewer months than the method needs
  negative_count,      ///< a count below zero
  not_a_number,        ///< infinite or not a number
  outlier,             ///< a value so far from the others that it decides everything
  constant,            ///< a history without any variation: no interval can be measured
  no_capacity,         ///< capacity zero: the list is never shortened by care
  no_arrivals,         ///< nobody comes: there is no queue to speak of
  stays_of_years,      ///< lengths of stay beyond what a ward is about
  larger_than_people,  ///< more wait than live here
  date_before_limit,   ///< the date lies nearer than the limit, and the waits of those on the list
                       ///< are not known
  beyond_reach,        ///< not even an enormous capacity is enough
  share_out_of_range,  ///< a share or probability that is not between 0 and 1
  unsustainable,       ///< what comes in is more than what goes out
  few_siblings,        ///< too few earlier forecasts to measure the interval by
  break_in_history,    ///< the level has moved lately: only what came after counts
  stays_unfinished,    ///< few of the stays have ended: the long ones are guessed
};

/// One thing that cannot be said, or only so: the reason, and what it was seen in.
struct Reservation {
  Reason reason = Reason::nothing_known;
  double seen = 0;     ///< the number that shows it, in its own unit
  double limit = 0;    ///< what it was held against; 0 when nothing
  bool fatal = false;  ///< true: there is no answer; false: there is one, with this reservation
};

/// The reservation as a sentence for a reader, with its numbers.
std::string to_text(const Reservation& reservation, Language language);

/// An answer, or the reasons why there is none; an answer may have reservations too.
template <typename T>
struct Answer {
  std::optional<T> value = std::nullopt;
  std::vector<Reservation> reservations = {};

  static Answer none(std::vector<Reservation> why) { return {std::nullopt, std::move(why)}; }
  static Answer none(Reason reason, double seen = 0, double limit = 0) {
    return none({Reservation{reason, seen, limit, true}});
  }
  bool has(Reason reason) const {
    return std::any_of(reservations.begin(), reservations.end(),
                       [&](const Reservation& r) { return r.reason == reason; });
  }
};

/// Whether any of them forbids an answer.
bool is_fatal(const std::vector<Reservation>& reservations);

}  // namespace redthread::outlook
