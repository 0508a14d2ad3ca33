// SPDX-License-Identifier: Apache-2.0
#include <random>

#include <gtest/gtest.h>

#include "figures/evaluator.hpp"
#include "figures/test_catalog.hpp"

// Invariants of an organisation restated to a day, tried on random histories: units that move,
// merge, split (with and without shares), get a new code, go up in others or end.

namespace redthread::figures {
namespace {

class RandomHistory {
 public:
  explicit RandomHistory(unsigned seed) : engine_(seed) {
    for (const char* area : {"NORR", "SYD", "VAST"}) rows_.push_back(row(area, "HSF", start()));
    for (int i = 0; i < 6; ++i) open_.push_back(add(new_code(), area(), start()));
    for (Month month(2021, 1); month < Month(2024, 1); month = month.plus(1)) {
      if (below(4) == 0) change(month);
    }
  }

  Organisation organisation() const {
    std::vector<UnitValidity> all = {row("HSF", "", start())};
    all.insert(all.end(), rows_.begin(), rows_.end());
    return Organisation(all);
  }
  int below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(engine_); }

 private:
  static Date start() { return *Date::from_ymd(2020, 1, 1); }
  static UnitValidity row(const std::string& code, const std::string& parent, Date from) {
    return {.code = code, .name = code, .parent = parent, .kind = "unit", .valid_from = from};
  }
  std::string new_code() { return "U" + std::to_string(++codes_); }
  std::string area() { return std::vector<std::string>{"NORR", "SYD", "VAST"}[below_size(3)]; }
  std::size_t below_size(int bound) { return static_cast<std::size_t>(below(bound)); }

  std::size_t add(const std::string& code, const std::string& parent, Date from) {
    rows_.push_back(row(code, parent, from));
    return rows_.size() - 1;
  }
  /// Takes a unit out of those that are open; its row ends with the month before.
  UnitValidity& end_one(Month month) {
    const std::size_t place = below_size(static_cast<int>(open_.size()));
    UnitValidity& ended = rows_[open_[place]];
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(place));
    ended.valid_to = month.plus(-1).last_day();
    return ended;
  }

  void change(Month month) {
    const Date from = month.first_day();
    if (open_.size() < 3) {
      open_.push_back(add(new_code(), area(), from));
      return;
    }
    UnitValidity& ended = end_one(month);
    const UnitValidity was = ended;
    switch (below(6)) {
      case 0:  // moves
        open_.push_back(add(was.code, area(), from));
        break;
      case 1: {  // merges with another into a new one
        const std::string code = new_code();
        ended.successor = code;
        end_one(month).successor = code;
        open_.push_back(add(code, area(), from));
        break;
      }
      case 2:
      case 3: {  // splits, the second time without shares
        const bool shares = below(2) == 0;
        const std::string first = new_code();
        const std::string second = new_code();
        ended.successor = first;
        if (shares) ended.share = *Decimal::parse("0.3");
        UnitValidity other = ended;
        other.successor = second;
        if (shares) other.share = *Decimal::parse("0.7");
        rows_.push_back(other);
        open_.push_back(add(first, area(), from));
        open_.push_back(add(second, area(), from));
        break;
      }
      case 4:  // goes up in another
        ended.successor = rows_[open_[below_size(static_cast<int>(open_.size()))]].code;
        break;
      default:  // ends, or gets a new code
        if (below(2) == 0) break;
        ended.successor = new_code();
        open_.push_back(add(ended.successor, was.parent, from));
    }
  }

  std::mt19937 engine_;
  std::vector<UnitValidity> rows_;
  std::vector<std::size_t> open_;  ///< rows of units that have not ended
  int codes_ = 0;
};

/// A value for each unit in each month in which it existed; the areas report none of their own.
TestCatalog delivered(RandomHistory& history) {
  TestCatalog test;
  test.catalog.organisation = history.organisation();
  test.add_measure("visits");
  test.add_measure("beds").time = TimeBehaviour::last;
  const Organisation& organisation = test.catalog.organisation;
  for (const std::string& code : organisation.codes()) {
    if (code[0] != 'U') continue;
    for (Month month(2020, 1); month < Month(2024, 7); month = month.plus(1)) {
      if (organisation.during(test.unit(code), Period::month(month)) == nullptr) continue;
      test.set("visits", code, month.to_string(), history.below(1000));
      test.set("beds", code, month.to_string(), history.below(50));
    }
  }
  return test;
}

TEST(Restated, nothing_is_lost_whatever_the_day) {
  int merged = 0;
  for (unsigned seed = 1; seed <= 30; ++seed) {
    RandomHistory history(seed);
    const TestCatalog test = delivered(history);
    const OrganisationView view{Month(2020 + history.below(5), 1 + history.below(12)).first_day()};
    Evaluator as_was(test.catalog, test.cube);
    Evaluator restated(test.catalog, test.cube, view);
    const int root = test.unit("HSF");
    for (const char* key : {"visits", "beds"}) {
      for (int i = 0; i < 12; ++i) {
        const Period asked = Period::month(Month(2021 + history.below(3), 1 + history.below(12)));
        for (const char* column : {"ytd", "month", "r12", "ytd_previous"}) {
          const FigurePtr then = as_was.figure(key, root, asked, column);
          const FigurePtr now = restated.figure(key, root, asked, column);
          ASSERT_TRUE(then->value && now->value);
          EXPECT_EQ(*now->value, *then->value)
              << "seed " << seed << ", " << now->id << " as it was " << then->value->to_string();
          EXPECT_EQ(now->state, State::present) << now->id;
        }
      }
    }
    const Organisation organisation = test.catalog.organisation.restated_to(*view.restated_to);
    for (int unit = 0; unit < static_cast<int>(organisation.size()); ++unit) {
      merged += organisation.taken_over(unit).empty() ? 0 : 1;
    }
  }
  EXPECT_GT(merged, 25) << "the random histories hold too few mergers to say anything";
}

TEST(Restated, a_unit_that_nothing_happened_to_keeps_its_figures) {
  int compared = 0;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    RandomHistory history(seed);
    const TestCatalog test = delivered(history);
    const Organisation& organisation = test.catalog.organisation;
    Evaluator as_was(test.catalog, test.cube);
    Evaluator restated(test.catalog, test.cube, {*Date::from_ymd(2023, 6, 1)});
    const Organisation placed = organisation.restated_to(*Date::from_ymd(2023, 6, 1));
    for (int unit = 0; unit < static_cast<int>(organisation.size()); ++unit) {
      const bool untouched = organisation.history(unit).size() == 1 &&
                             organisation.history(unit).front()->successor.empty() &&
                             placed.taken_over(unit).empty() && organisation.code(unit)[0] == 'U';
      if (!untouched) continue;
      const Period asked = Period::month(Month(2023, 6));
      for (const char* column : {"ytd", "ytd_previous", "r12"}) {
        const FigurePtr then = as_was.figure("visits", unit, asked, column);
        const FigurePtr now = restated.figure("visits", unit, asked, column);
        EXPECT_EQ(now->value, then->value) << now->id;
        EXPECT_EQ(now->state, then->state) << now->id;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 20);
}

TEST(Restated, a_parents_figure_is_the_sum_of_what_stands_below_it) {
  for (unsigned seed = 100; seed <= 120; ++seed) {
    RandomHistory history(seed);
    const TestCatalog test = delivered(history);
    const Date day = Month(2020 + history.below(5), 1).first_day();
    Evaluator restated(test.catalog, test.cube, {day});
    const Organisation placed = test.catalog.organisation.restated_to(day);
    const Period asked = Period::month(Month(2022, 1 + history.below(12)));
    for (const char* area : {"NORR", "SYD", "VAST", "HSF"}) {
      Exact total;
      for (const int child : placed.children(test.unit(area), Period::year(2022))) {
        const FigurePtr part = restated.figure("visits", child, asked, "ytd");
        if (part->value) total = total + *part->value;
      }
      const FigurePtr whole = restated.figure("visits", test.unit(area), asked, "ytd");
      EXPECT_EQ(whole->value.value_or(0), total) << "seed " << seed << ", " << whole->id;
    }
  }
}

}  // namespace
}  // namespace redthread::figures
