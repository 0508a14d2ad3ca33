// SPDX-License-Identifier: Apache-2.0
#include "generate/world.hpp"

#include <algorithm>
#include <optional>

#include "generate/split.hpp"

namespace redthread::generate {
namespace {

constexpr std::int64_t money_growth = 1045;  // per mille of the year before
constexpr std::int64_t volume_growth = 1011;

bool is_money(const Published& total) {
  return total.key.substr(0, 5) == "cost." || total.key.substr(0, 7) == "income.";
}

/// `value` moved `years` along the trend; backwards when negative.
std::int64_t trended(std::int64_t value, int years, std::int64_t growth) {
  for (; years > 0; --years) value = scaled(value, growth, 1000);
  for (; years < 0; ++years) value = scaled(value, 1000, growth);
  return value;
}

/// The first months and the whole of a year, in published units times `unit_scale`.
struct YearTotals {
  std::int64_t first = 0;
  std::int64_t rest = 0;
};

}  // namespace

World::World(const Request& wanted, Sink& sink)
    : request(wanted),
      calendar(wanted.first_year() - 3, wanted.last_year() + 2),
      population(wanted.seed, wanted.inhabitants, wanted.last_year()),
      units(wanted.first_month(), Month(wanted.last_year(), 12),
            wanted.is_reorganised() ? std::optional(wanted.reorganised()) : std::nullopt),
      tally(wanted.first_month(), wanted.until),
      sink_(sink) {}

std::vector<Month> World::months() const {
  return Period(request.first_month(), request.until).each_month();
}

std::int64_t World::scaled_to_region(std::int64_t value) const {
  return scaled(value, request.inhabitants, published_inhabitants);
}

std::array<std::int64_t, 12> World::months_of(const Published& total, int year, Rhythm rhythm,
                                              std::int64_t unit_scale, Plan plan) const {
  Random random = this->random(total.key, year);
  std::vector<std::int64_t> first_weights;
  std::vector<std::int64_t> rest_weights;
  for (int month = 1; month <= 12; ++month) {
    const std::int64_t noise = plan == Plan::outcome ? random.between(970, 1030) : 1000;
    const std::int64_t weight = calendar.weight(rhythm, Month(year, month)) * noise;
    (month <= total.first_months ? first_weights : rest_weights).push_back(weight);
  }
  const auto sum = [](const std::vector<std::int64_t>& weights) {
    std::int64_t all = 0;
    for (const std::int64_t weight : weights) all += weight;
    return all;
  };
  // A year that was not published is as much more than its first months as the days are, or as
  // in the year that was.
  const auto rest_of = [&](std::int64_t first, std::int64_t whole) {
    if (whole != 0) return whole - first;
    if (total.year_previous != 0 && total.first_previous != 0) {
      return scaled(first, total.year_previous - total.first_previous, total.first_previous);
    }
    return scaled(first, sum(rest_weights), sum(first_weights));
  };
  const auto region = [&](std::int64_t value) {
    return scaled(value * unit_scale, request.inhabitants, published_inhabitants);
  };

  const std::int64_t growth = is_money(total) ? money_growth : volume_growth;
  YearTotals totals;
  if (plan == Plan::budget && year == published_year && total.budget_year != 0) {
    totals = {region(total.budget_first), region(total.budget_year - total.budget_first)};
  } else if (year >= published_year) {
    const std::int64_t first = region(total.first);
    totals.first = trended(first, year - published_year, growth);
    totals.rest = trended(rest_of(first, region(total.year)), year - published_year, growth);
  } else {
    const std::int64_t first = region(total.first_previous);
    totals.first = trended(first, year - published_year + 1, growth);
    totals.rest =
        trended(rest_of(first, region(total.year_previous)), year - published_year + 1, growth);
  }
  // A budget that was not published foresaw somewhat more care, or somewhat lower costs.
  if (plan == Plan::budget && (year != published_year || total.budget_year == 0)) {
    const std::int64_t aim = is_money(total) ? 985 : 1008;
    totals = {scaled(totals.first, aim, 1000), scaled(totals.rest, aim, 1000)};
  }

  std::array<std::int64_t, 12> months{};
  const auto first = split(totals.first, first_weights, random);
  const auto rest = split(totals.rest, rest_weights, random);
  std::copy(first.begin(), first.end(), months.begin());
  std::copy(rest.begin(), rest.end(), months.begin() + total.first_months);
  return months;
}

std::int64_t World::in_month(std::string_view key, Month month, Rhythm rhythm,
                             std::int64_t unit_scale) const {
  return months_of(published(key), month.year(), rhythm,
                   unit_scale)[static_cast<std::size_t>(month.month() - 1)];
}

std::string World::delivery(std::string_view fact, Month month, std::string_view label) {
  std::string path = "data/";
  path.append(fact).append("/").append(month.to_string());
  if (!label.empty()) path.append("_").append(label);
  return path + ".csv";
}

RowFile::Place World::place(Month month, bool damage) {
  return {sink_, tally, calendar, request.seed, units.closed_before(month), damage};
}

void World::write_text(const std::string& path, std::string_view text) {
  sink_.open(path);
  sink_.write(text);
  sink_.close();
  ++tally.files;
  tally.bytes += static_cast<std::int64_t>(text.size());
}

}  // namespace redthread::generate
