// SPDX-License-Identifier: Apache-2.0
#include "generate/workforce.hpp"

#include <algorithm>

#include "generate/split.hpp"

namespace redthread::generate {
namespace {

// Per mille of each profession who are women; together they have 82 % of the hours, which is what
// the published shares of women, men and all amount to.
constexpr std::array<std::int64_t, profession_count> women_share = {520, 900, 900, 880, 780, 780};

/// Of the contracted hours at work, in per mille: the rest is holiday, leave and sickness. Not
/// published.
constexpr std::int64_t presence = 780;

constexpr SicknessRates rates_2022 = {100, {0, 62, 17, 13, 8}, 108, 67, {96, 100, 102}};
constexpr SicknessRates rates_2023 = {81, {0, 42, 15, 15, 9}, 88, 51, {81, 77, 86}};
constexpr SicknessRates rates_2024 = {81, {0, 40, 16, 14, 11}, 88, 49, {76, 80, 84}};

int drawn_degree(Random& random) {
  const std::int64_t place = random.below(100);
  if (place < 65) return 100;
  if (place < 70) return 90;
  if (place < 85) return 80;
  return place < 93 ? 75 : 50;
}

/// 15, 45 and 40 % up to 29, 30-49, 50 and over: what the published shares by age amount to.
int drawn_age(Random& random) {
  const std::int64_t place = random.below(100);
  const std::int64_t age = place < 15   ? random.between(21, 29)
                           : place < 60 ? random.between(30, 49)
                                        : random.between(50, 66);
  return static_cast<int>(age);
}

bool is_clinical(std::size_t profession) { return profession <= 3; }

bool is_office(const std::string& unit) {
  return unit == "MSTAB" || unit == "LAKM" || unit == "PSTAB" || unit == "LEDV";
}

/// Sickness comes with the season; the first three months are the published ones.
using SickHours = std::array<std::array<std::int64_t, 3>, 2>;  ///< by sex and age group

/// Sick hours by cell such that each sex has its published share of its contracted hours and each
/// age group its own (iterative proportional fitting; the sexes decide the total).
SickHours sick_hours(const SickHours& contracted, const SicknessRates& rates) {
  SickHours hours = contracted;
  const std::array<std::int64_t, 2> by_sex = {rates.women, rates.men};
  for (int round = 0; round < 12; ++round) {
    for (std::size_t group = 0; group < 3; ++group) {
      const std::int64_t own = contracted[0][group] + contracted[1][group];
      const std::int64_t now = hours[0][group] + hours[1][group];
      for (auto& sex : hours) {
        if (now > 0) sex[group] = scaled(sex[group], own * rates.by_age[group] / 1000, now);
      }
    }
    for (std::size_t sex = 0; sex < 2; ++sex) {
      std::int64_t own = 0;
      std::int64_t now = 0;
      for (std::size_t group = 0; group < 3; ++group) {
        own += contracted[sex][group];
        now += hours[sex][group];
      }
      for (std::int64_t& cell : hours[sex]) {
        if (now > 0) cell = scaled(cell, own * by_sex[sex] / 1000, now);
      }
    }
  }
  return hours;
}

std::int64_t short_spell_season(Month month) {
  constexpr std::array<std::int64_t, 12> season = {1000, 1000, 1000, 870,  790,  700,
                                                   600,  740,  950,  1050, 1100, 1040};
  return season[static_cast<std::size_t>(month.month() - 1)];
}

}  // namespace

const SicknessRates& sickness_rates(int year) {
  if (year >= published_year) return rates_2024;
  return year == published_year - 2 ? rates_2022 : rates_2023;
}

std::int64_t Employee::available() const {
  std::int64_t left_over = contracted - leave;
  for (const std::int64_t hours : sick) left_over -= hours;
  return std::max<std::int64_t>(left_over, 0);
}

/// Heads of a profession: as many as their published hours need, at the usual presence and degree.
std::int64_t Workforce::wanted(std::size_t profession, bool resource_unit, Month month) const {
  const std::string group = resource_unit ? "hours.resource." : "hours.own.";
  const Published& total = published(group + std::string(professions[profession]));
  const auto heads = [&](int year) {
    const auto months = world_.months_of(total, year, Rhythm::even, 100, World::Plan::budget);
    const std::int64_t hours = scaled(months[0] + months[1] + months[2], 1000, 1008);
    constexpr std::int64_t full_time = 49'500;  // a quarter of 3 x 165 hours, in hundredths
    return scaled(hours, 1'000'000, presence * full_time * 910 / 1000);  // in thousandths
  };
  const std::int64_t now = heads(month.year());
  const std::int64_t next = heads(month.year() + 1);
  return std::max<std::int64_t>((now + (next - now) * (month.month() - 1) / 12 + 500) / 1000, 0);
}

void Workforce::advance(Month month) {
  Random random = world_.random("workforce", month.index());
  if (world_.request.is_reorganised() && month == world_.request.reorganised()) reorganise();
  if (month != world_.request.first_month()) let_go(month);
  take_in(month, random);
  for (Employee& employee : employees_) {
    employee.contracted = std::int64_t{world_.calendar.workdays(month)} * 8 * employee.degree;
    if (employee.leave_months > 0) {
      --employee.leave_months;
    } else if (random.chance(7)) {
      employee.leave_months = static_cast<int>(random.between(3, 12));
    }
    employee.leave = employee.leave_months > 0 ? employee.contracted : 0;
    employee.sick = {};
    const auto place = static_cast<std::size_t>(month.month() - 1);
    employee.sick_days[place] = 0;
    employee.sick_occasions[place] = 0;
  }
  fall_ill(month, random);
  // Who leaves at the month's end: some 9 % of the permanent staff in a year for other reasons
  // than age.
  for (Employee& employee : employees_) {
    const std::int64_t place = random.below(10'000);
    const int age = employee.age(month.year());
    if (age >= 69 || (age >= 65 && place < 600)) {
      employee.left = Left::retired;
    } else if (place < 58) {
      employee.left = Left::other_employer;
    } else if (place < 78) {
      employee.left = Left::other;
    }
  }
}

void Workforce::reorganise() {
  for (Employee& employee : employees_) {
    if (employee.unit == "OGON" || employee.unit == "ONH") employee.unit = "OGOH";
  }
}

void Workforce::let_go(Month month) {
  std::vector<Employee> staying;
  staying.reserve(employees_.size());
  for (const Employee& employee : employees_) {
    if (employee.left == Left::stayed) staying.push_back(employee);
  }
  employees_ = std::move(staying);
  // Where there are too many, the last who came go first.
  for (std::size_t p = 0; p < profession_count; ++p) {
    for (const bool resource : {false, true}) {
      if (resource && p != 1 && p != 2 && p != 5) continue;
      std::int64_t spare = -wanted(p, resource, month);
      for (const Employee& each : employees_) {
        if (each.profession == p && (each.unit == "RES") == resource) ++spare;
      }
      for (std::size_t i = employees_.size(); i-- > 0 && spare > 0;) {
        const Employee& each = employees_[i];
        if (each.profession != p || (each.unit == "RES") != resource) continue;
        employees_.erase(employees_.begin() + static_cast<std::ptrdiff_t>(i));
        --spare;
      }
    }
  }
}

void Workforce::take_in(Month month, Random& random) {
  std::vector<const Unit*> units;
  for (const Unit* unit : world_.units.in(month)) {
    if (unit->staff > 0 && unit->code != "RES") units.push_back(unit);
  }
  for (std::size_t p = 0; p < profession_count; ++p) {
    for (const bool resource : {false, true}) {
      if (resource && p != 1 && p != 2 && p != 5) continue;
      std::int64_t missing = wanted(p, resource, month);
      for (const Employee& each : employees_) {
        if (each.profession == p && (each.unit == "RES") == resource) --missing;
      }
      if (missing <= 0) continue;
      std::vector<std::int64_t> weights;
      weights.reserve(units.size());
      for (const Unit* unit : units) {
        weights.push_back(is_clinical(p) && is_office(unit->code) ? 0 : unit->staff);
      }
      const auto by_unit = split(missing, weights, random);
      EvenShare women(women_share[p], 1000, random.below(1000));
      std::size_t u = 0;
      std::int64_t in_unit = 0;
      for (std::int64_t i = 0; i < missing; ++i) {
        while (!resource && in_unit >= by_unit[u]) {
          ++u;
          in_unit = 0;
        }
        ++in_unit;
        Employee next;
        next.number = ++last_number_;
        next.profession = p;
        next.woman = women.take();
        next.birth_year = month.year() - drawn_age(random);
        next.unit = resource ? "RES" : units[u]->code;
        next.degree = drawn_degree(random);
        next.permanent = random.chance(920);
        const bool first = month == world_.request.first_month();
        if (first && random.chance(45)) next.leave_months = static_cast<int>(random.between(1, 12));
        employees_.push_back(next);
      }
    }
  }
}

/// The month's sickness, cell by cell of sex and age.
void Workforce::fall_ill(Month month, Random& random) {
  const SicknessRates& rates = sickness_rates(month.year());
  std::array<std::array<std::vector<Employee*>, 3>, 2> cells;
  SickHours contracted{};
  for (Employee& employee : employees_) {
    const std::size_t sex = employee.woman ? 0 : 1;
    const auto group = static_cast<std::size_t>(employee.age_group(month.year()));
    contracted[sex][group] += employee.contracted;
    if (employee.leave == 0) cells[sex][group].push_back(&employee);
  }
  const SickHours hours = sick_hours(contracted, rates);
  for (std::size_t sex = 0; sex < 2; ++sex) {
    for (std::size_t group = 0; group < 3; ++group) {
      const auto of_spell = [&](Spell spell) {
        return scaled(hours[sex][group], rates.by_spell[static_cast<std::size_t>(spell)],
                      rates.total);
      };
      for (const Spell spell : {Spell::days_366, Spell::days_91_365, Spell::days_15_90}) {
        hold_spells(month, spell, cells[sex][group], of_spell(spell), random);
      }
      const std::int64_t brief =
          scaled(of_spell(Spell::days_1_14), short_spell_season(month), 1000);
      brief_spells(month, cells[sex][group], brief, random);
    }
  }
}

void Workforce::brief_spells(Month month, std::vector<Employee*>& cell, std::int64_t hours,
                             Random& random) {
  std::vector<std::int64_t> weights;
  for (const Employee* employee : cell) {
    const bool ill = employee->long_spell == Spell::none && random.chance(280);
    weights.push_back(ill ? employee->contracted * random.between(2, 20) : 0);
  }
  const auto each = split(hours, weights, random);
  const auto place = static_cast<std::size_t>(month.month() - 1);
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (each[i] == 0) continue;
    cell[i]->sick[1] = each[i];
    cell[i]->sick_occasions[place] = each[i] > 4000 ? 2 : 1;
    cell[i]->sick_days[place] += static_cast<int>(each[i] / 800 + 1);
  }
}

/// Spells of one length: they grow older, and as many begin or end as the hours need.
void Workforce::hold_spells(Month month, Spell spell, std::vector<Employee*>& cell,
                            std::int64_t hours, Random& random) {
  std::int64_t held = 0;
  std::vector<Employee*> ill;
  for (Employee* employee : cell) {
    // Those who were ill long enough have moved into this band.
    if (static_cast<int>(employee->long_spell) + 1 == static_cast<int>(spell) &&
        employee->months_in_spell >= (employee->long_spell == Spell::days_15_90 ? 2 : 9)) {
      employee->long_spell = spell;
      employee->months_in_spell = 0;
    }
    if (employee->long_spell != spell) continue;
    ill.push_back(employee);
    held += employee->contracted;
  }
  // On average 85 % of the time of those who are ill is sickness.
  const std::int64_t needed = hours * 100 / 85;
  for (int tries = 0; held < needed && !cell.empty() && tries < 2000; ++tries) {
    Employee* employee =
        cell[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(cell.size())))];
    if (employee->long_spell != Spell::none) continue;
    employee->long_spell = spell;
    employee->months_in_spell = 0;
    ill.push_back(employee);
    held += employee->contracted;
  }
  while (ill.size() > 1 && held - ill.front()->contracted > needed) {
    held -= ill.front()->contracted;
    ill.front()->long_spell = Spell::none;
    ill.erase(ill.begin());
  }
  std::vector<std::int64_t> weights;
  weights.reserve(ill.size());
  for (const Employee* employee : ill) weights.push_back(employee->contracted);
  const auto each = split(ill.empty() ? 0 : hours, weights, random);
  const auto place = static_cast<std::size_t>(month.month() - 1);
  for (std::size_t i = 0; i < ill.size(); ++i) {
    ill[i]->sick[static_cast<std::size_t>(spell)] = each[i];
    ill[i]->sick_days[place] += static_cast<int>(each[i] / 800);
    if (ill[i]->months_in_spell++ == 0) ill[i]->sick_occasions[place] = 1;
  }
}

}  // namespace redthread::generate
