// SPDX-License-Identifier: Apache-2.0
#include "generate/investments.hpp"

#include "generate/facts.hpp"
#include "generate/split.hpp"

namespace redthread::generate {
namespace {

// source: delårsrapport 1 2024, investments, in tenths of mnkr: budget with what was carried over,
// forecast. Bought in all: 29.9 mnkr to April, 188.1 by the forecast; 141.3 in 2023.
struct Asset {
  std::string_view name;
  std::int64_t budget;
  std::int64_t forecast;
  int objects;
};
constexpr Asset assets[] = {
    {"computers", 33, 4, 4},         {"medical_equipment", 2091, 1163, 44},
    {"building_fixtures", 15, 0, 3}, {"vehicles", 151, 167, 9},
    {"other_machines", 64, 29, 7},   {"assistive_devices", 429, 518, 6},
};
constexpr Published bought = {"investments", 299, 1881, 224, 1413};
// Of the budget of 278.3 mnkr, 143.2 was of the year.
constexpr std::int64_t carried_share = 485;

}  // namespace

void Investments::plan(int year) {
  Random random = world_.random("investments", year);
  objects_.clear();
  for (const Asset& asset : assets) {
    std::vector<std::int64_t> sizes;
    std::vector<std::int64_t> used;
    for (int i = 0; i < asset.objects; ++i) {
      sizes.push_back(random.between(20, 200));
      used.push_back(random.chance(150) && asset.objects > 4 ? 0 : sizes.back());
    }
    const auto region = [&](std::int64_t tenths) {
      return world_.scaled_to_region(tenths * ore_per_tenth_mnkr);
    };
    const auto budgets = split(region(asset.budget), sizes, random);
    const auto forecasts = split(region(asset.forecast), used, random);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      Object object;
      object.code = "INV-" + std::to_string(year) + '-' + std::to_string(objects_.size() + 101);
      object.asset = asset.name;
      object.budget = budgets[i];
      object.carried_over = scaled(budgets[i], carried_share, 1000);
      object.forecast = forecasts[i];
      const int age = used[i] == 0 ? 3 : static_cast<int>(random.between(0, 2));
      object.approved = Month(year - age, static_cast<int>(random.between(1, 12))).first_day();
      if (age == 0) object.approved = Month(year, 1).first_day();
      objects_.push_back(object);
    }
  }
  spent_ = world_.months_of(bought, year, Rhythm::even, ore_per_tenth_mnkr);
}

std::int64_t Investments::write(Month month) {
  if (month.month() == 1) plan(month.year());
  Random random = world_.random("bought", month.index());
  std::vector<std::int64_t> weights;
  for (const Object& object : objects_) {
    weights.push_back(random.chance(400) ? object.forecast / 100 : 0);
  }
  const std::int64_t total = spent_[static_cast<std::size_t>(month.month() - 1)];
  const auto bought_now = split(total, weights, random);
  RowFile file(world_.place(month), World::delivery("investment", month),
               {{"snapshot_date", Role::date},
                {"unit_code", Role::unit},
                {"object", Role::text},
                {"asset", Role::category},
                {"budget", Role::number},
                {"carried_over", Role::text},
                {"spent", Role::text},
                {"forecast", Role::text},
                {"approved", Role::start},
                {"last_purchase", Role::text}});
  for (std::size_t i = 0; i < objects_.size(); ++i) {
    Object& object = objects_[i];
    object.spent += bought_now[i];
    if (bought_now[i] != 0) object.last_purchase = month.first_day().plus_days(14);
    file.date(month.last_day());
    file.text(object.asset == "assistive_devices" ? "HMC" : "MSTAB");
    file.text(object.code);
    file.text(object.asset);
    file.hundredths(object.budget);
    file.hundredths(object.carried_over);
    file.hundredths(object.spent);
    file.hundredths(object.forecast);
    file.date(object.approved);
    if (object.spent != 0) {
      file.date(object.last_purchase);
    } else {
      file.empty();
    }
    file.end_row();
  }
  world_.tally.add("investments", month, total);
  return total;
}

}  // namespace redthread::generate
