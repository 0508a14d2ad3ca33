// SPDX-License-Identifier: Apache-2.0
// Operations and operating time.
#include <algorithm>
#include <string>
#include <vector>

#include "generate/facts.hpp"
#include "generate/split.hpp"

namespace redthread::generate {
namespace {

struct Form {
  std::string name;
  std::int64_t minutes;  ///< typical, before the month's total is shared out
};
const Form forms[] = {{"inpatient", 95}, {"day_surgery", 48}, {"clinic", 12}, {"other", 20}};

struct Row {
  const Unit* unit;
  const Form* form;
  Date day;
};

/// All operations of the month, by form, unit and day.
std::vector<Row> plan(World& world, Month month, Random& random) {
  std::vector<Row> rows;
  const auto units = world.units.in(month);
  for (const Form& form : forms) {
    const std::string key = "operations." + form.name;
    const std::int64_t total = world.in_month(key, month, Rhythm::office);
    std::vector<std::int64_t> weights;
    for (const Unit* unit : units) {
      // Eyes and skin are operated on at the clinic, bones are not.
      const bool small = unit->code == "HUD" || unit->code == "OGON" || unit->code == "OGOH";
      const bool at_clinic = form.name == "clinic" || form.name == "other";
      weights.push_back(std::int64_t{unit->operations} * (small == at_clinic ? 3 : 1));
    }
    const auto by_unit = split(total, weights, random);
    const Rhythm rhythm = form.name == "inpatient" ? Rhythm::discharge : Rhythm::office;
    for (std::size_t u = 0; u < units.size(); ++u) {
      if (by_unit[u] == 0) continue;
      const auto by_day = split(by_unit[u], day_weights(world, month, rhythm, random), random);
      for (std::size_t day = 0; day < by_day.size(); ++day) {
        const Date date = month.first_day().plus_days(static_cast<int>(day));
        for (std::int64_t i = 0; i < by_day[day]; ++i) rows.push_back({units[u], &form, date});
      }
    }
    world.tally.add(key, month, total);
  }
  return rows;
}

}  // namespace

void write_operations(World& world) {
  std::int64_t id = 0;
  for (const Month month : world.months()) {
    Random random = world.random("operation", month.index());
    const std::vector<Row> rows = plan(world, month, random);
    std::vector<std::int64_t> weights;
    weights.reserve(rows.size());
    for (const Row& row : rows) weights.push_back(row.form->minutes * random.between(40, 190));
    const auto count = static_cast<std::int64_t>(rows.size());
    const std::int64_t minutes =
        std::max(world.in_month("operating_hours", month, Rhythm::office, 60), count);
    const auto extra = split(minutes - count, weights, random);
    RowFile file(world.place(month), World::delivery("operation", month),
                 {{"operation_id", Role::key},
                  {"operation_date", Role::date},
                  {"unit_code", Role::unit},
                  {"person", Role::person},
                  {"sex", Role::category},
                  {"age", Role::age},
                  {"form", Role::category},
                  {"planned", Role::text},
                  {"minutes", Role::number}});
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Row& row = rows[i];
      const bool women = row.unit->code == "KVK";
      const int person = world.population.draw(random, month.year(), {16, 120}, women);
      file.number(++id);
      file.date(row.day);
      file.text(row.unit->code);
      file.code('P', person + 1);
      file.text(world.population.is_woman(person) ? "women" : "men");
      file.number(std::max(world.population.age(person, month.year()), 0));
      file.text(row.form->name);
      file.text(row.form->name == "inpatient" && random.chance(450) ? "0" : "1");
      file.number(1 + extra[i]);
      file.end_row();
    }
    world.tally.add("operating_minutes", month, rows.empty() ? 0 : minutes);
  }
}

}  // namespace redthread::generate
