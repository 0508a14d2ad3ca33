// SPDX-License-Identifier: Apache-2.0
// Staff: hours by employee, month and kind; employments at month end; hired staff; survey answers.
#include <algorithm>
#include <string>
#include <vector>

#include "generate/facts.hpp"
#include "generate/split.hpp"
#include "generate/workforce.hpp"

namespace redthread::generate {
namespace {

std::string_view sex_of(const Employee& employee) { return employee.woman ? "women" : "men"; }

/// Hours beside the ordinary ones, of one published total: who has them, and how often.
struct Extra {
  std::string_view total;
  std::string_view kind;
  std::int64_t share;   ///< per mille of the total
  std::int64_t chance;  ///< per mille of the employees, in a month
  std::array<std::int64_t, profession_count> by_profession;
};
constexpr Extra extras[] = {
    {"hours.overtime", "fill_in", 300, 120, {2, 30, 40, 12, 1, 10}},
    {"hours.overtime", "overtime_simple", 380, 160, {10, 34, 30, 8, 3, 10}},
    {"hours.overtime", "overtime_qualified", 320, 110, {16, 36, 28, 6, 2, 8}},
    {"hours.hourly", "hourly", 1000, 90, {6, 26, 44, 6, 0, 18}},
    {"hours.on_call", "on_call", 1000, 350, {88, 8, 0, 4, 0, 0}},
};

class Personnel {
 public:
  explicit Personnel(World& world) : world_(world), workforce_(world) {}

  void write(Month month) {
    workforce_.advance(month);
    write_time(month);
    write_employment(month);
    write_hired(month);
    if (month.month() == 10) write_survey(month);
    write_adjustment(month);
  }

 private:
  using Hours = std::vector<std::int64_t>;  ///< by employee, hundredths of an hour

  /// The month's hours of all kinds; together they are the published hours of each profession.
  void write_time(Month month) {
    Random random = world_.random("time", month.index());
    const std::vector<Employee>& staff = workforce_.employees();
    std::array<Hours, std::size(extras)> extra;
    std::array<std::int64_t, profession_count> extra_hours{};
    for (std::size_t e = 0; e < std::size(extras); ++e) {
      extra[e] = extra_of(month, extras[e], extra_hours, random);
    }
    const Hours ordinary = ordinary_of(month, extra_hours, random);
    RowFile file(world_.place(month), World::delivery("time", month),
                 {{"period_end", Role::date},
                  {"unit_code", Role::unit},
                  {"employee", Role::person},
                  {"profession", Role::category},
                  {"sex", Role::category},
                  {"age", Role::age},
                  {"kind", Role::category},
                  {"spell", Role::text},
                  {"hours", Role::number}});
    for (std::size_t i = 0; i < staff.size(); ++i) {
      const Employee& employee = staff[i];
      const auto row = [&](std::string_view kind, std::int64_t hours, std::string_view spell = {}) {
        if (hours == 0) return;
        file.date(month.last_day());
        file.text(employee.unit);
        file.code('A', employee.number);
        file.text(professions[employee.profession]);
        file.text(sex_of(employee));
        file.number(employee.age(month.year()));
        file.text(kind);
        file.text(spell);
        file.hundredths(hours);
        file.end_row();
      };
      row("contracted", employee.contracted);
      row("ordinary", ordinary[i]);
      for (std::size_t e = 0; e < extra.size(); ++e) row(extras[e].kind, extra[e][i]);
      row("leave", employee.leave);
      for (std::size_t spell = 1; spell < employee.sick.size(); ++spell) {
        row("sick", employee.sick[spell], spell_names[spell]);
      }
      row("holiday", std::max<std::int64_t>(employee.available() - ordinary[i], 0));
      count(month, employee);
    }
  }

  void count(Month month, const Employee& employee) {
    Tally& tally = world_.tally;
    tally.at("hours.contracted", month) += employee.contracted;
    std::int64_t sick = 0;
    for (std::size_t spell = 1; spell < employee.sick.size(); ++spell) {
      sick += employee.sick[spell];
      tally.at("hours.sick." + std::string(spell_names[spell]), month) += employee.sick[spell];
    }
    const std::string sex = employee.woman ? ".women" : ".men";
    tally.at("hours.contracted" + sex, month) += employee.contracted;
    tally.at("hours.sick" + sex, month) += sick;
    const std::string age = ".age" + std::to_string(employee.age_group(month.year()));
    tally.at("hours.contracted" + age, month) += employee.contracted;
    tally.at("hours.sick" + age, month) += sick;
    tally.at("hours.sick", month) += sick;
  }

  Hours extra_of(Month month, const Extra& extra,
                 std::array<std::int64_t, profession_count>& by_profession, Random& random) {
    const std::vector<Employee>& staff = workforce_.employees();
    const std::int64_t total =
        scaled(world_.in_month(extra.total, month, Rhythm::even, 100), extra.share, 1000);
    Hours weights;
    for (const Employee& employee : staff) {
      const bool has =
          employee.unit != "RES" && employee.available() > 0 && random.chance(extra.chance);
      weights.push_back(has ? extra.by_profession[employee.profession] * random.between(20, 100)
                            : 0);
    }
    Hours hours = split(total, weights, random);
    for (std::size_t i = 0; i < staff.size(); ++i) by_profession[staff[i].profession] += hours[i];
    world_.tally.add(std::string(extra.total), month, total);
    return hours;
  }

  /// What is left of each profession's hours, by how much each employee was there.
  Hours ordinary_of(Month month, const std::array<std::int64_t, profession_count>& extra_hours,
                    Random& random) {
    const std::vector<Employee>& staff = workforce_.employees();
    Hours all(staff.size(), 0);
    for (std::size_t p = 0; p < profession_count; ++p) {
      for (const bool resource : {false, true}) {
        if (resource && p != 1 && p != 2 && p != 5) continue;
        Hours weights;
        for (const Employee& employee : staff) {
          const bool here = employee.profession == p && (employee.unit == "RES") == resource;
          weights.push_back(here ? employee.available() * random.between(94, 106) / 100 : 0);
        }
        if (std::all_of(weights.begin(), weights.end(), [](auto each) { return each == 0; })) {
          continue;
        }
        const std::string key =
            (resource ? "hours.resource." : "hours.own.") + std::string(professions[p]);
        const std::int64_t total = world_.in_month(key, month, Rhythm::even, 100);
        const Hours hours = split(
            resource ? total : std::max<std::int64_t>(total - extra_hours[p], 0), weights, random);
        for (std::size_t i = 0; i < all.size(); ++i) all[i] += hours[i];
        world_.tally.add(key, month, total);
      }
    }
    return all;
  }

  void write_employment(Month month) {
    constexpr std::array<std::string_view, 4> reasons = {"stayed", "other_employer", "retired",
                                                         "other"};
    RowFile file(world_.place(month), World::delivery("employment", month),
                 {{"snapshot_date", Role::date},
                  {"unit_code", Role::unit},
                  {"employee", Role::person},
                  {"profession", Role::category},
                  {"sex", Role::category},
                  {"age", Role::age},
                  {"degree", Role::number},
                  {"leave_degree", Role::text},
                  {"permanent", Role::text},
                  {"left", Role::category},
                  {"sick_days", Role::text},
                  {"sick_occasions", Role::text}});
    for (const Employee& employee : workforce_.employees()) {
      int days = 0;
      int occasions = 0;
      for (std::size_t i = 0; i < 12; ++i) {
        days += employee.sick_days[i];
        occasions += employee.sick_occasions[i];
      }
      file.date(month.last_day());
      file.text(employee.unit);
      file.code('A', employee.number);
      file.text(professions[employee.profession]);
      file.text(sex_of(employee));
      file.number(employee.age(month.year()));
      file.hundredths(employee.degree);
      file.hundredths(employee.leave > 0 ? employee.degree : 0);
      file.number(employee.permanent ? 1 : 0);
      file.text(reasons[static_cast<std::size_t>(employee.left)]);
      file.number(days);
      file.number(occasions);
      file.end_row();
      world_.tally.at("employees", month) += 1;
      world_.tally.at("employees.degree", month) += employee.degree;
    }
  }

  void write_hired(Month month) {
    struct Group {
      std::size_t profession;
      std::int64_t price;  ///< kr an hour, before the published cost is shared out
    };
    constexpr std::array<Group, 4> groups = {{{0, 1900}, {1, 1150}, {3, 900}, {5, 650}}};
    Random random = world_.random("hired", month.index());
    RowFile file(world_.place(month), World::delivery("hired", month),
                 {{"invoice_id", Role::key},
                  {"worked_date", Role::date},
                  {"unit_code", Role::unit},
                  {"profession", Role::category},
                  {"hours", Role::number},
                  {"cost", Role::number}});
    struct Invoice {
      std::size_t profession;
      std::int64_t hours;
    };
    std::vector<Invoice> invoices;
    std::vector<std::int64_t> weights;
    for (const Group& group : groups) {
      const std::string key = "hours.hired." + std::string(professions[group.profession]);
      const std::int64_t hours = world_.in_month(key, month, Rhythm::even, 100);
      const std::int64_t count = hours / 12'000 + 1;
      std::vector<std::int64_t> sizes;
      for (std::int64_t i = 0; i < count; ++i) sizes.push_back(random.between(50, 150));
      for (const std::int64_t each : split(hours, sizes, random)) {
        invoices.push_back({group.profession, each});
        weights.push_back(each * group.price);
      }
      world_.tally.add(key, month, hours);
    }
    const auto costs = split(-hired_cost_ore(world_, month), weights, random);
    std::vector<const Unit*> units;
    std::vector<std::int64_t> unit_weights;
    for (const Unit* unit : world_.units.in(month)) {
      if (unit->staff == 0 || unit->care == Care::none) continue;
      units.push_back(unit);
      unit_weights.push_back(unit->staff);
    }
    for (std::size_t i = 0; i < invoices.size(); ++i) {
      std::vector<std::int64_t> one = split(1, unit_weights, random);
      const auto unit =
          static_cast<std::size_t>(std::max_element(one.begin(), one.end()) - one.begin());
      file.number(++invoice_);
      file.date(
          month.first_day().plus_days(static_cast<int>(random.below(month.last_day().day()))));
      file.text(units[unit]->code);
      file.text(professions[invoices[i].profession]);
      file.hundredths(invoices[i].hours);
      file.hundredths(costs[i]);
      file.end_row();
    }
    world_.tally.add("hired.cost", month, -hired_cost_ore(world_, month));
  }

  /// Hållbart medarbetarengagemang: nine questions, answers 1 to 5, seven of ten answer.
  void write_survey(Month month) {
    Random random = world_.random("survey", month.index());
    std::vector<Head> heads = {{"answer_id", Role::key},
                               {"survey_date", Role::date},
                               {"unit_code", Role::unit},
                               {"sex", Role::category}};
    constexpr std::array<std::string_view, 9> questions = {"q1", "q2", "q3", "q4", "q5",
                                                           "q6", "q7", "q8", "q9"};
    for (const std::string_view question : questions) heads.push_back({question, Role::number});
    RowFile file(world_.place(month), "data/survey/" + std::to_string(month.year()) + ".csv",
                 heads);
    for (const Employee& employee : workforce_.employees()) {
      if (!random.chance(700)) continue;
      file.number(++answer_);
      file.date(month.first_day().plus_days(static_cast<int>(random.below(28))));
      file.text(employee.unit);
      file.text(sex_of(employee));
      const std::int64_t mood = random.between(-12, 12);
      for (std::size_t q = 0; q < questions.size(); ++q) {
        // Around 4.1, some questions higher; which gives an index of 77 to 79.
        const std::int64_t tenths = 41 + mood + random.between(-9, 9) + (q % 3 == 0 ? 2 : 0);
        file.number(std::clamp<std::int64_t>((tenths + 5) / 10, 1, 5));
      }
      file.end_row();
    }
  }

  /// The published row that takes the leap day out of the comparison between years.
  void write_adjustment(Month month) {
    if (month.month() != 2 || month.last_day().day() != 29) return;
    const std::int64_t hours = world_.scaled_to_region(-14'079);
    world_.write_text("data/adjustment/" + month.to_string() + ".csv",
                      "measure,unit,period,scenario,value\nhours.adjust_leap_day,HSF," +
                          month.to_string() + ",actual," + std::to_string(hours) + "\n");
    world_.tally.add("hours.adjust_leap_day", month, hours * 100);
  }

  World& world_;
  Workforce workforce_;
  std::int64_t invoice_ = 0;
  std::int64_t answer_ = 0;
};

}  // namespace

std::int64_t hired_cost_ore(const World& world, Month month) {
  return world.in_month("cost.hired", month, Rhythm::even, ore_per_tenth_mnkr);
}

void write_personnel(World& world) {
  Personnel personnel(world);
  for (const Month month : world.months()) personnel.write(month);
}

}  // namespace redthread::generate
