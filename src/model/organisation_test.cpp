// SPDX-License-Identifier: Apache-2.0
#include "model/organisation.hpp"

#include <gtest/gtest.h>

namespace redthread {
namespace {

Date day(const char* text) { return *Date::parse(text); }

UnitValidity validity(const char* code, const char* name, const char* parent, const char* from,
                      const char* to = nullptr) {
  return {.code = code,
          .name = name,
          .parent = parent,
          .valid_from = day(from),
          .valid_to = to == nullptr ? std::nullopt : std::optional(day(to))};
}

/// AKUT moves from MED to KIR and is renamed at midsummer 2024.
const Organisation& sample() {
  static const Organisation organisation({
      validity("HSF", "Förvaltningen", "", "2022-01-01"),
      validity("AKUT", "Akutcentrum", "KIR", "2024-07-01"),
      validity("MED", "Medicin", "HSF", "2022-01-01"),
      validity("KIR", "Kirurgi", "HSF", "2022-01-01"),
      validity("AKUT", "Akuten", "MED", "2022-01-01", "2024-06-30"),
  });
  return organisation;
}

TEST(Organisation, CodesAreInFileOrder) {
  EXPECT_EQ(sample().codes(), (std::vector<std::string>{"HSF", "AKUT", "MED", "KIR"}));
  EXPECT_EQ(sample().root(), 0);
  EXPECT_EQ(sample().index_of("KIR"), 3);
  EXPECT_FALSE(sample().index_of("X"));
}

TEST(Organisation, TheValidityOnADay) {
  EXPECT_EQ(sample().on(1, day("2024-06-30"))->name, "Akuten");
  EXPECT_EQ(sample().on(1, day("2024-07-01"))->name, "Akutcentrum");
  EXPECT_EQ(sample().on(1, day("2021-12-31")), nullptr);
}

TEST(Organisation, TheLatestValidityInAPeriodAndTheNameAtItsEnd) {
  EXPECT_EQ(sample().during(1, Period::year(2024))->name, "Akutcentrum");
  EXPECT_EQ(sample().during(1, Period::tertial(2024, 1))->name, "Akuten");
  EXPECT_EQ(sample().during(1, Period::year(2020)), nullptr);
  EXPECT_EQ(sample().name(1, Period::tertial(2024, 1)), "Akuten");
  EXPECT_EQ(sample().name(1, Period::year(2020)), "Akutcentrum");
}

TEST(Organisation, ChildrenAtAnyTimeInThePeriod) {
  EXPECT_EQ(sample().children(0, Period::year(2024)), (std::vector<int>{2, 3}));
  EXPECT_EQ(sample().children(2, Period::year(2024)), (std::vector<int>{1}));
  EXPECT_EQ(sample().children(3, Period::year(2024)), (std::vector<int>{1}));
  EXPECT_TRUE(sample().children(3, Period::tertial(2024, 1)).empty());
}

TEST(Organisation, AncestorsNearestFirst) {
  EXPECT_EQ(sample().ancestors(1, day("2024-01-31")), (std::vector<int>{2, 0}));
  EXPECT_EQ(sample().ancestors(1, day("2024-12-31")), (std::vector<int>{3, 0}));
  EXPECT_TRUE(sample().ancestors(0, day("2024-12-31")).empty());
}

TEST(Organisation, EmptyHasNoRoot) { EXPECT_EQ(Organisation().root(), -1); }

}  // namespace
}  // namespace redthread
