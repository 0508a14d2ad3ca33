// SPDX-License-Identifier: Apache-2.0
// Care episodes (by discharge) and the bed census at 06:00.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "generate/drg.hpp"
#include "generate/facts.hpp"
#include "generate/readmission.hpp"
#include "generate/split.hpp"

namespace redthread::generate {
namespace {

/// Lengths of stay are skewed: most short, a few very long.
std::int64_t stay_weight(Random& random) {
  const std::int64_t place = random.below(100);
  if (place < 45) return random.between(1, 30);
  if (place < 80) return random.between(30, 90);
  return place < 96 ? random.between(90, 200) : random.between(200, 600);
}

Population::Ages ages_of(const Unit& ward) {
  if (ward.code == "BAR1" || ward.code == "BUP1") return {0, 17};
  if (ward.code == "BB1") return {18, 45};
  if (ward.code == "GER1") return {70, 120};
  return {18, 120};
}

struct Branch {
  Care care;
  std::string name;
};
const Branch branches[] = {{Care::somatic, "somatic"}, {Care::psychiatric, "psychiatric"}};

std::vector<std::int64_t> bed_weights(const std::vector<const Unit*>& units, Care care) {
  std::vector<std::int64_t> weights;
  weights.reserve(units.size());
  for (const Unit* unit : units) weights.push_back(unit->care == care ? unit->beds : 0);
  return weights;
}

class Episodes {
 public:
  explicit Episodes(World& world) : world_(world) {}

  void write(Month month) {
    Random random = world_.random("episode", month.index());
    stays_.forget_before(month.first_day());
    RowFile file(world_.place(month), World::delivery("episode", month),
                 {{"episode_id", Role::key},
                  {"admitted", Role::start},
                  {"discharged", Role::date},
                  {"ready_for_discharge", Role::text},
                  {"unit_code", Role::unit},
                  {"person", Role::person},
                  {"sex", Role::category},
                  {"age", Role::age},
                  {"care", Role::category},
                  {"planned", Role::text},
                  {"drg", Role::text}});
    const std::int64_t somatic = world_.in_month("episodes.somatic", month, Rhythm::discharge);
    // Not published: a psychiatric episode lasts 17 days on average.
    const std::int64_t psychiatric_days =
        world_.in_month("care_days.psychiatric", month, Rhythm::even);
    const std::int64_t psychiatric = (psychiatric_days + 8) / 17;
    DrgDraw drg(DrgForm::inpatient, month.year(),
                world_.in_month("drg.inpatient", month, Rhythm::discharge, 10'000),
                somatic + psychiatric);
    write_branch(file, month, branches[0], somatic,
                 world_.in_month("care_days.somatic", month, Rhythm::discharge), drg, random);
    write_branch(file, month, branches[1], psychiatric, psychiatric_days, drg, random);
    world_.tally.add("drg.inpatient", month, drg.drawn_points());
  }

 private:
  void write_branch(RowFile& file, Month month, const Branch& branch, std::int64_t count,
                    std::int64_t days, DrgDraw& drg, Random& random) {
    const auto units = world_.units.in(month);
    const auto by_unit = split(count, bed_weights(units, branch.care), random);
    std::vector<std::int64_t> weights;
    for (std::int64_t i = 0; i < count; ++i) weights.push_back(stay_weight(random));
    const auto extra_days = split(std::max<std::int64_t>(days - count, 0), weights, random);
    std::size_t episode = 0;
    for (std::size_t u = 0; u < units.size(); ++u) {
      const auto by_day =
          split(by_unit[u], day_weights(world_, month, Rhythm::discharge, random), random);
      Date day = month.first_day();
      for (const std::int64_t on_day : by_day) {
        for (std::int64_t i = 0; i < on_day; ++i) {
          write_row(file, *units[u], branch, day, 1 + extra_days[episode++], drg, random);
        }
        day = day.plus_days(1);
      }
    }
    world_.tally.add("episodes." + branch.name, month, count);
    world_.tally.add("episode_days." + branch.name, month, std::max(days, count));
  }

  void write_row(RowFile& file, const Unit& ward, const Branch& branch, Date discharged,
                 std::int64_t days, DrgDraw& drg, Random& random) {
    // Out on the day of admission counts as one day too.
    const std::int64_t nights = days == 1 && random.chance(300) ? 0 : days;
    const Stay stay{.admitted = discharged.plus_days(-static_cast<int>(nights)),
                    .discharged = discharged};
    const Patient patient = draw(ward, stay, random);
    const int person = patient.person;
    const int age = std::max(world_.population.age(person, discharged.year()), 0);
    const Month month(discharged.year(), discharged.month());
    if (age >= old_age) ++world_.tally.at("discharges.65", month);
    if (patient.is_back) ++world_.tally.at("readmissions.65", month);
    file.number(++id_);
    file.date(stay.admitted);
    file.date(discharged);
    if (nights >= 2 && random.chance(130)) {
      const std::int64_t waited = random.between(1, std::min<std::int64_t>(nights, 9));
      file.date(discharged.plus_days(-static_cast<int>(waited)));
    } else {
      file.empty();
    }
    file.text(ward.code);
    file.code('P', person + 1);
    file.text(world_.population.is_woman(person) ? "women" : "men");
    file.number(age);
    file.text(branch.name);
    file.text(!patient.is_back && random.chance(270) ? "1" : "0");
    file.text(drg_code(DrgForm::inpatient, drg.draw(random)));
    file.end_row();
  }

  struct Patient {
    int person = 0;
    bool is_back = false;  ///< old, and discharged from another stay at most 30 days ago
  };

  /// Of the old a published share were discharged not long ago, and the others were not. Who is
  /// due to come back while nobody can, as in the first days, is made up for later.
  Patient draw(const Unit& ward, Stay stay, Random& random) {
    const Population& population = world_.population;
    Population::Ages ages = ages_of(ward);
    const int year = stay.discharged.year();
    const bool women = ward.code == "BB1";
    Patient patient{.person = population.draw(random, year, ages, women)};
    if (population.age(patient.person, year) >= old_age) {
      if (readmitted(year).take()) ++due_;
      ages.low = std::max(old_age, ages.low);
      const auto fits = [&](int person) {
        const int age = population.age(person, year);
        return age >= ages.low && age <= ages.high;
      };
      const auto back = due_ > 0 ? stays_.who_can_be_back(stay, fits, random) : std::nullopt;
      constexpr int most_tries = 200;
      if (back) {
        --due_;
        patient = {.person = *back, .is_back = true};
      } else {
        for (int i = 0; i < most_tries && !stays_.is_far_from_others(patient.person, stay); ++i) {
          patient.person = population.draw(random, year, ages, women);
        }
      }
    }
    stays_.add(patient.person, stay);
    return patient;
  }

  /// Published: 13.5 % in 2023, 13.3 % in 2024.
  EvenShare& readmitted(int year) { return year < published_year ? before_ : now_; }

  static constexpr int old_age = 65;

  World& world_;
  Stays stays_;
  int due_ = 0;  ///< readmissions that are still to be made
  std::int64_t id_ = 0;
  EvenShare before_{135, 1000, 500};
  EvenShare now_{133, 1000, 500};
};

class Census {
 public:
  explicit Census(World& world) : world_(world) {}

  void write(Month month) {
    Random random = world_.random("census", month.index());
    RowFile file(world_.place(month), World::delivery("census", month),
                 {{"census_date", Role::date},
                  {"unit_code", Role::unit},
                  {"care", Role::category},
                  {"beds", Role::age},
                  {"occupied", Role::number},
                  {"overcrowded", Role::text},
                  {"outlying", Role::text}});
    for (const Branch& branch : branches) write_branch(file, month, branch, random);
  }

 private:
  void write_branch(RowFile& file, Month month, const Branch& branch, Random& random) {
    const auto units = world_.units.in(month);
    const auto weights = bed_weights(units, branch.care);
    const int days = month.last_day().day();
    const std::int64_t occupied_total =
        world_.in_month("care_days." + branch.name, month, Rhythm::even);
    // Published: 94 % occupied in both years; 1.1 and 1.2 outlying patients per 100 beds.
    const std::int64_t beds_total = scaled(occupied_total, 100, 94);
    const std::int64_t outlying_total =
        scaled(beds_total, month.year() < published_year ? 11 : 12, 1000);
    std::vector<std::int64_t> bed_days;
    std::vector<std::int64_t> patient_days;
    std::vector<std::int64_t> outlying_days;
    for (std::size_t u = 0; u < units.size(); ++u) {
      const std::int64_t full = random.between(940, 1060);
      for (int day = 1; day <= days; ++day) {
        const bool weekend = Date(month.first_day().plus_days(day - 1)).weekday() >= 6;
        bed_days.push_back(weights[u] * (weekend ? 970 : 1000));
        patient_days.push_back(weights[u] * full * random.between(800, 1200) / 1000);
        const bool takes_in = branch.care == Care::somatic && random.below(3) == 0;
        outlying_days.push_back(takes_in ? weights[u] : 0);
      }
    }
    const auto beds = split(beds_total, bed_days, random);
    const auto occupied = split(occupied_total, patient_days, random);
    const auto outlying = split(outlying_total, outlying_days, random);
    std::size_t i = 0;
    std::int64_t overcrowded_total = 0;
    for (std::size_t u = 0; u < units.size(); ++u) {
      for (int day = 0; day < days; ++day, ++i) {
        if (weights[u] == 0) continue;
        const std::int64_t over = std::max<std::int64_t>(occupied[i] - beds[i], 0);
        overcrowded_total += over;
        file.date(month.first_day().plus_days(day));
        file.text(units[u]->code);
        file.text(branch.name);
        file.number(beds[i]);
        file.number(occupied[i]);
        file.number(over);
        file.number(outlying[i]);
        file.end_row();
      }
    }
    Tally& tally = world_.tally;
    tally.add("beds", month, beds_total);
    tally.add("occupied." + branch.name, month, occupied_total);
    tally.add("overcrowded", month, overcrowded_total);
    tally.add("outlying", month, outlying_total);
  }

  World& world_;
};

}  // namespace

void write_episodes(World& world) {
  Episodes episodes(world);
  for (const Month month : world.months()) episodes.write(month);
}

void write_census(World& world) {
  Census census(world);
  for (const Month month : world.months()) census.write(month);
}

}  // namespace redthread::generate
