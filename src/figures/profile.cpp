// SPDX-License-Identifier: Apache-2.0
#include "figures/profile.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "figures/lookup.hpp"
#include "figures/spans.hpp"
#include "figures/states.hpp"

// A year's budget over its months, by the measure's profile. A month's part is its weight divided
// by the year's weight, so that the months of a year sum to the year exactly; nothing is rounded.
// Of a unit that existed in a part of the year, only the months in which it did have weight.

namespace redthread::figures {
namespace {

constexpr std::string_view share_word = ":share_by_";

bool is_spread(const Figure& figure) {
  return figure.operation == Operation::multiply && figure.operands.size() == 2 &&
         figure.operands[1]->operation == Operation::constant &&
         figure.operands[1]->address.column.find(share_word) != std::string::npos;
}

std::vector<Period> by_calendar_year(Period span) {
  std::vector<Period> runs;
  for (Month first = span.first(); first <= span.last(); first = runs.back().last().plus(1)) {
    runs.emplace_back(first, std::min(Month(first.year(), 12), span.last()));
  }
  return runs;
}

}  // namespace

bool rests_on_profile(const Figure& figure) {
  return is_spread(figure) ||
         std::any_of(figure.operands.begin(), figure.operands.end(),
                     [](const FigurePtr& operand) { return rests_on_profile(*operand); });
}

const Profile* Lookup::profile_of(const Point& point) const {
  const int profile = measure_of(point).budget_profile;
  if (profile < 0 || point.scenario != Scenario::budget) return nullptr;
  return &store_.catalog().profiles[static_cast<std::size_t>(profile)];
}

std::optional<Figure> Lookup::by_profile(const Point& point) {
  const Profile* profile = profile_of(point);
  if (profile == nullptr || stated(point)) return std::nullopt;
  const auto lived = runs_of_months(point.span, while_existing(point.unit));
  if (lived.size() != 1 || lived.front() != point.span) return std::nullopt;
  const std::vector<Period> runs = by_calendar_year(point.span);
  if (runs.size() == 1) return share_of_year(point, *profile);

  Figure figure = blank(point, Operation::sum_months);
  Exact total;
  for (const Period run : runs) {
    Point part = point;
    part.span = run;
    if (auto delivered = reported(part)) {
      figure.operands.push_back(keep_own(part, std::move(*delivered)));
    } else if (auto share = share_of_year(part, *profile)) {
      share->address.column += ":by_profile";
      figure.operands.push_back(store_.keep(std::move(*share)));
    } else {
      return std::nullopt;
    }
    total = total + *figure.operands.back()->value;
  }
  take_state(figure, figure.operands);
  figure.value = total;
  mark_changed_method(figure, point);
  return figure;
}

std::optional<Figure> Lookup::share_of_year(const Point& point, const Profile& profile) {
  Point year = point;
  year.span = point.span.whole_year();
  auto whole = reported(year);
  const auto exists = while_existing(point.unit);
  const Exact all = profile.weight(year.span, exists);
  if (!whole || all.is_zero()) return std::nullopt;

  Figure figure = blank(point, Operation::multiply);
  Figure share;
  share.value = profile.weight(point.span, exists) / all;
  share.state = State::present;
  share.operation = Operation::constant;
  share.period = point.span;
  share.scenario = Scenario::budget;
  share.format = {.style = NumberFormat::Style::percent, .decimals = 1};
  share.label = {"Andel av året enligt " + profile.name.in(Language::swedish),
                 "Share of the year by " + profile.name.in(Language::english)};
  share.address = figure.address;
  share.address.column.append(share_word).append(profile.key);
  const Exact value = *whole->value * *share.value;
  figure.operands = {keep_own(year, std::move(*whole)), store_.keep(std::move(share))};
  take_state(figure, figure.operands);
  figure.value = value;
  return figure;
}

}  // namespace redthread::figures
