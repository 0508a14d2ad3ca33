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

/// A and B merged into C at new year 2024; D was split, 60 and 40 %, into C and E.
Organisation merged() {
  const auto ended = [](UnitValidity row, const char* successor, const char* share = nullptr) {
    row.successor = successor;
    if (share != nullptr) row.share = Decimal::parse(share);
    return row;
  };
  return Organisation({
      validity("HSF", "Förvaltningen", "", "2022-01-01"),
      validity("MED", "Medicin", "HSF", "2022-01-01"),
      validity("KIR", "Kirurgi", "HSF", "2022-01-01"),
      ended(validity("A", "Avd A", "MED", "2022-01-01", "2023-12-31"), "C"),
      ended(validity("B", "Avd B", "KIR", "2022-01-01", "2023-12-31"), "C"),
      ended(validity("D", "Avd D", "KIR", "2022-01-01", "2023-12-31"), "C", "0.6"),
      ended(validity("D", "Avd D", "KIR", "2022-01-01", "2023-12-31"), "E", "0.4"),
      validity("C", "Avd C", "MED", "2024-01-01"),
      validity("E", "Avd E", "KIR", "2024-01-01"),
  });
}

TEST(RestatedOrganisation, AUnitHasTheNameAndPlaceOfTheDayForAllTime) {
  const Organisation later = sample().restated_to(day("2024-07-01"));
  EXPECT_EQ(later.codes(), sample().codes());
  EXPECT_EQ(later.name(1, Period::tertial(2024, 1)), "Akutcentrum");
  EXPECT_TRUE(later.is_child(1, 3, Month(2022, 1)));
  EXPECT_TRUE(later.children(2, Period::year(2023)).empty());
  const Organisation earlier = sample().restated_to(day("2023-01-01"));
  EXPECT_EQ(earlier.name(1, Period::year(2025)), "Akuten");
  EXPECT_EQ(earlier.children(2, Period::year(2025)), (std::vector<int>{1}));
}

TEST(RestatedOrganisation, SuccessorsCarryOnWhatEnded) {
  const Organisation now = merged().restated_to(day("2024-02-01"));
  const int c = *now.index_of("C");
  ASSERT_EQ(now.taken_over(c).size(), 3U);
  EXPECT_EQ(now.code(now.taken_over(c)[0].unit), "A");
  EXPECT_EQ(now.taken_over(c)[0].share, Exact(1));
  EXPECT_EQ(now.code(now.taken_over(c)[2].unit), "D");
  EXPECT_EQ(now.taken_over(c)[2].share, Exact::quotient(3, 5));
  ASSERT_EQ(now.taken_over(*now.index_of("E")).size(), 1U);
  EXPECT_EQ(now.taken_over(*now.index_of("E"))[0].share, Exact::quotient(2, 5));
  // C carries A and B on, so it exists in 2022 too; what ended is nobody's child any more.
  EXPECT_EQ(now.children(*now.index_of("MED"), Period::year(2022)), (std::vector<int>{c}));
  EXPECT_TRUE(now.exists(c, Period::year(2022)));
  EXPECT_FALSE(merged().exists(c, Period::year(2022)));
}

TEST(RestatedOrganisation, ToADayBeforeTheMergerNothingIsCarriedOn) {
  const Organisation then = merged().restated_to(day("2023-12-31"));
  for (int unit = 0; unit < static_cast<int>(then.size()); ++unit) {
    EXPECT_TRUE(then.taken_over(unit).empty());
  }
  EXPECT_EQ(then.children(*then.index_of("MED"), Period::year(2024)),
            (std::vector<int>{*then.index_of("C")}));
}

TEST(RestatedOrganisation, SaysWhereAWholeSpeaksOfOtherParts) {
  const Organisation now = merged().restated_to(day("2024-02-01"));
  const int kir = *now.index_of("KIR");
  EXPECT_TRUE(now.is_rearranged(kir, Period::year(2023)));
  EXPECT_TRUE(now.is_rearranged(*now.index_of("MED"), Period::year(2023)));
  EXPECT_FALSE(now.is_rearranged(kir, Period::year(2024)));
  EXPECT_FALSE(now.is_rearranged(*now.index_of("HSF"), Period::year(2023)));
  EXPECT_FALSE(merged().is_rearranged(kir, Period::year(2023)));
}

TEST(OrganisationView, IsReadAsItIsWritten) {
  EXPECT_EQ(OrganisationView{}.to_string(), "as_was");
  EXPECT_EQ(OrganisationView::parse("as_was"), OrganisationView{});
  EXPECT_EQ(OrganisationView::parse("2024-05-01")->to_string(), "2024-05-01");
  EXPECT_FALSE(OrganisationView::parse("2024-13-01"));
  EXPECT_FALSE(OrganisationView::parse(""));
}

}  // namespace
}  // namespace redthread
