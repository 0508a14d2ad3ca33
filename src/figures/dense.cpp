// SPDX-License-Identifier: Apache-2.0
#include "figures/dense.hpp"

#include <algorithm>
#include <array>

#include "figures/states.hpp"

namespace redthread::figures::dense {
namespace {

constexpr std::size_t year = 12;

/// Sliding over a row: where each kind of state was last seen, so that the state of any window
/// that ends here follows from where it starts. Positions are one past the month; 0 = never.
class Window {
 public:
  explicit Window(const State* states) : states_(states) {}

  void step(std::size_t month) {
    const State state = states_[month];
    if (month == 0 || state != states_[month - 1]) run_start_ = month;
    switch (state) {
      case State::present:
        break;
      case State::preliminary:
        preliminary_ = month + 1;
        break;
      case State::partial:
        partial_ = month + 1;
        break;
      case State::not_comparable:
        not_comparable_ = month + 1;
        break;
      case State::missing:
      case State::not_measured:
      case State::not_applicable:
      case State::suppressed:
        lacking_ = month + 1;
        break;
    }
  }

  /// Of the months `start`..`month`, both included.
  State state(std::size_t start, std::size_t month) const {
    if (lacking_ > start) {
      // Delivered as not measured (and the like) for every month: that is what it is.
      return run_start_ <= start ? states_[month] : State::missing;
    }
    if (not_comparable_ > start) return State::not_comparable;
    if (partial_ > start) return State::partial;
    if (preliminary_ > start) return State::preliminary;
    return State::present;
  }

 private:
  const State* states_;
  std::size_t run_start_ = 0;
  std::size_t lacking_ = 0;
  std::size_t not_comparable_ = 0;
  std::size_t partial_ = 0;
  std::size_t preliminary_ = 0;
};

/// How many months of its year each month has up to itself, by the place in the row.
std::size_t months_of_year(std::size_t place, int first_month) {
  return (place + static_cast<std::size_t>(first_month - 1)) % year + 1;
}

}  // namespace

State combined(State left, State right) {
  if (left == right) return left;
  const bool has_left = has_value(left);
  const bool has_right = has_value(right);
  if (has_left && has_right) return worse(left, right);
  if (has_left) return right;
  if (has_right) return left;
  const bool hidden = left == State::suppressed || right == State::suppressed;
  return hidden ? State::suppressed : State::missing;
}

bool all_present(Row row, std::size_t months) {
  unsigned other = 0;
  for (std::size_t i = 0; i < months; ++i) other |= static_cast<unsigned>(row.states[i]);
  static_assert(static_cast<unsigned>(State::present) == 0);
  return other == 0;
}

bool within_bounds(Row row, std::size_t months) {
  // |v| <= largest, without a branch a value: shifted into 0..2 * largest.
  std::uint64_t over = 0;
  for (std::size_t i = 0; i < months; ++i) {
    const auto shifted =
        static_cast<std::uint64_t>(row.values[i]) + static_cast<std::uint64_t>(largest);
    over |= static_cast<std::uint64_t>(shifted > 2 * static_cast<std::uint64_t>(largest));
  }
  return over == 0;
}

bool year_to_date(Row row, std::size_t months, int first_month, MutableRow out) {
  if (!within_bounds(row, months)) return false;
  if (all_present(row, months)) {
    std::int64_t sum = 0;
    // A row that begins in the middle of a year lacks that year's first months.
    const std::size_t unknown =
        first_month == 1 ? 0 : year + 1 - static_cast<std::size_t>(first_month);
    for (std::size_t i = 0; i < std::min(unknown, months); ++i) {
      out.values[i] = 0;
      out.states[i] = State::missing;
    }
    for (std::size_t i = unknown; i < months; ++i) {
      sum = (i - unknown) % year == 0 ? row.values[i] : sum + row.values[i];
      out.values[i] = sum;
      out.states[i] = State::present;
    }
    return true;
  }
  Window window(row.states);
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < months; ++i) {
    const std::size_t length = months_of_year(i, first_month);
    const std::int64_t value = has_value(row.states[i]) ? row.values[i] : 0;
    sum = length == 1 ? value : sum + value;
    window.step(i);
    const State state = length > i + 1 ? State::missing : window.state(i + 1 - length, i);
    out.states[i] = state;
    out.values[i] = has_value(state) ? sum : 0;
  }
  return true;
}

bool rolling_twelve(Row row, std::size_t months, MutableRow out) {
  if (!within_bounds(row, months)) return false;
  Window window(row.states);
  const bool plain = all_present(row, months);
  const auto value_at = [&](std::size_t i) {
    return plain || has_value(row.states[i]) ? row.values[i] : 0;
  };
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < std::min(months, year - 1); ++i) {
    sum += value_at(i);
    if (!plain) window.step(i);
    out.values[i] = 0;
    out.states[i] = State::missing;
  }
  for (std::size_t i = year - 1; i < months; ++i) {
    sum += value_at(i);
    if (i >= year) sum -= value_at(i - year);
    State state = State::present;
    if (!plain) {
      window.step(i);
      state = window.state(i + 1 - year, i);
    }
    out.states[i] = state;
    out.values[i] = has_value(state) ? sum : 0;
  }
  return true;
}

void previous_year(Row row, std::size_t months, MutableRow out) {
  const std::size_t unknown = std::min(months, year);
  std::fill_n(out.values, unknown, 0);
  std::fill_n(out.states, unknown, State::missing);
  std::copy_n(row.values, months - unknown, out.values + unknown);
  std::copy_n(row.states, months - unknown, out.states + unknown);
}

void difference(Row left, Row right, std::size_t months, MutableRow out) {
  if (all_present(left, months) && all_present(right, months)) {
    for (std::size_t i = 0; i < months; ++i) out.values[i] = left.values[i] - right.values[i];
    std::fill_n(out.states, months, State::present);
    return;
  }
  for (std::size_t i = 0; i < months; ++i) {
    // A part is never set against a whole.
    const bool partial = left.states[i] == State::partial || right.states[i] == State::partial;
    const State both = combined(left.states[i], right.states[i]);
    const State state = partial && has_value(both) ? State::missing : both;
    out.states[i] = state;
    out.values[i] = has_value(state) ? left.values[i] - right.values[i] : 0;
  }
}

}  // namespace redthread::figures::dense
