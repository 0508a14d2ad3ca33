// SPDX-License-Identifier: Apache-2.0
#include "warehouse/calendar.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace redthread::warehouse {
namespace {

Catalog catalog_of(Fact fact) {
  Catalog catalog;
  fact.key = "contact";
  fact.grain = Fact::Grain::event;
  catalog.facts = {std::move(fact)};
  return catalog;
}

Delivery delivery(const char* span, const char* loaded, const char* label = "") {
  return {.fact = "contact",
          .file = std::string("data/contact/") + span + ".csv",
          .loaded_at = std::string(loaded) + "T06:00:00Z",
          .span = Period::parse(span),
          .label = label};
}

/// One a line: `2024-01 in`, `2024-02 NORR overdue 3`.
std::string text(const std::vector<OwedDelivery>& owed) {
  constexpr const char* states[] = {"in", "late", "awaited", "overdue"};
  std::string text;
  for (const OwedDelivery& each : owed) {
    text += each.span.to_string();
    if (!each.label.empty()) text += " " + each.label;
    text += fmt::format(" {}", states[static_cast<int>(each.state)]);
    if (each.days_late > 0) text += fmt::format(" {}", each.days_late);
    text += '\n';
  }
  return text;
}

Date day(const char* text) { return Date::parse(text).value(); }

TEST(Calendar, every_month_since_the_first_is_owed) {
  const Catalog catalog = catalog_of({.delivered = DeliveryRhythm::monthly, .expected_day = 10});
  const std::vector<Delivery> deliveries = {delivery("2024-01", "2024-02-10"),
                                            delivery("2024-02", "2024-03-13")};
  EXPECT_EQ(text(owed_deliveries(catalog, deliveries, day("2024-05-10"))),
            "2024-01 in\n2024-02 late 3\n2024-03 overdue 30\n2024-04 awaited\n");
  EXPECT_EQ(text(owed_deliveries(catalog, deliveries, day("2024-05-11"))),
            "2024-01 in\n2024-02 late 3\n2024-03 overdue 31\n2024-04 overdue 1\n");
  EXPECT_EQ(text(owed_deliveries(catalog, deliveries, day("2024-02-29"))), "2024-01 in\n")
      << "a month is owed when it has ended";
}

TEST(Calendar, each_unit_owes_its_own) {
  const Catalog catalog = catalog_of(
      {.delivered = DeliveryRhythm::monthly, .expected_day = 5, .owed_by = {"NORR", "SYD"}});
  const std::vector<Delivery> deliveries = {delivery("2024-Q1", "2024-04-04", "NORR"),
                                            delivery("2024-02", "2024-03-01", "SYD")};
  EXPECT_EQ(text(owed_deliveries(catalog, deliveries, day("2024-04-04"))),
            "2024-01 NORR late 59\n2024-01 SYD overdue 59\n2024-02 NORR late 30\n2024-02 SYD in\n"
            "2024-03 NORR in\n2024-03 SYD awaited\n");
}

TEST(Calendar, quarters_and_years_have_their_own_rhythm) {
  const std::vector<Delivery> deliveries = {delivery("2023", "2024-02-01")};
  EXPECT_EQ(text(owed_deliveries(catalog_of({.delivered = DeliveryRhythm::quarterly}), deliveries,
                                 day("2024-04-01"))),
            "2023-Q1 in\n2023-Q2 in\n2023-Q3 in\n2023-Q4 in\n2024-Q1 awaited\n");
  EXPECT_EQ(text(owed_deliveries(catalog_of({.delivered = DeliveryRhythm::yearly}), deliveries,
                                 day("2025-01-01"))),
            "2023 in\n2024 awaited\n");
}

TEST(Calendar, nothing_is_owed_without_a_rhythm_or_a_first_delivery) {
  const std::vector<Delivery> deliveries = {delivery("2024-01", "2024-02-01")};
  EXPECT_EQ(text(owed_deliveries(catalog_of({}), deliveries, day("2024-09-01"))), "");
  EXPECT_EQ(text(owed_deliveries(catalog_of({.delivered = DeliveryRhythm::monthly}), {},
                                 day("2024-09-01"))),
            "");
}

}  // namespace
}  // namespace redthread::warehouse
