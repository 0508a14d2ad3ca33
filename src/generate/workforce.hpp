// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generate/world.hpp"

namespace redthread::generate {

inline constexpr std::array<std::string_view, 6> professions = {
    "physician", "nurse", "assistant_nurse", "paramedical", "management", "other"};
inline constexpr std::size_t profession_count = professions.size();

/// How an employment ended.
enum class Left { stayed, other_employer, retired, other };

/// The length of a sickness spell, as the statutory key figures divide it.
enum class Spell { none, days_1_14, days_15_90, days_91_365, days_366 };
inline constexpr std::array<std::string_view, 5> spell_names = {"", "days_1_14", "days_15_90",
                                                                "days_91_365", "days_366"};

/// One made-up employee and what a month did to them.
struct Employee {
  int number = 0;
  std::size_t profession = 0;
  bool woman = false;
  int birth_year = 1980;
  std::string unit;
  int degree = 100;  ///< per cent of full time
  bool permanent = true;
  int leave_months = 0;            ///< left of a leave; 0 = at work
  Spell long_spell = Spell::none;  ///< a sickness that goes on over months
  int months_in_spell = 0;
  Left left = Left::stayed;         ///< at the end of this month
  std::array<int, 12> sick_days{};  ///< by calendar month, the last twelve
  std::array<int, 12> sick_occasions{};
  // This month, in hundredths of an hour:
  std::int64_t contracted = 0;
  std::int64_t leave = 0;
  std::array<std::int64_t, 5> sick{};  ///< by Spell

  int age(int year) const { return year - birth_year; }
  int age_group(int year) const { return age(year) <= 29 ? 0 : age(year) <= 49 ? 1 : 2; }
  std::int64_t available() const;
};

/// The region's own staff, month by month: hired, on leave, ill, gone. The sickness of a month is
/// the published share of the contracted hours by sex, age and length of spell.
class Workforce {
 public:
  explicit Workforce(const World& world) : world_(world) {}

  /// To the next month; the first call gives the staff of the first month.
  void advance(Month month);
  std::vector<Employee>& employees() { return employees_; }

 private:
  void let_go(Month month);
  void take_in(Month month, Random& random);
  void reorganise();
  void fall_ill(Month month, Random& random);
  void hold_spells(Month month, Spell spell, std::vector<Employee*>& cell, std::int64_t hours,
                   Random& random);
  void brief_spells(Month month, std::vector<Employee*>& cell, std::int64_t hours, Random& random);
  std::int64_t wanted(std::size_t profession, bool resource_unit, Month month) const;

  const World& world_;
  std::vector<Employee> employees_;
  int last_number_ = 0;
};

/// Sickness in per mille of the contracted hours, as published for January to March.
struct SicknessRates {
  std::int64_t total;
  std::array<std::int64_t, 5> by_spell;  ///< by Spell; they sum to the total
  std::int64_t women;
  std::int64_t men;
  std::array<std::int64_t, 3> by_age;
};
const SicknessRates& sickness_rates(int year);

}  // namespace redthread::generate
