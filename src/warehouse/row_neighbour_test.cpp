// SPDX-License-Identifier: Apache-2.0
// Figures that rest on neighbouring rows, as deliveries come, are corrected and withdrawn: what is
// kept by month must be what the rows say.
#include <array>
#include <random>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "warehouse/test_rows.hpp"
#include "warehouse/warehouse.hpp"

namespace redthread::warehouse {
namespace {

class RowNeighbourTest : public testing::Test {
 protected:
  RowNeighbourTest() {
    region.catalog.measures.clear();
    Fact& stay = region.stay();
    const int admitted = stay.column("admitted");
    add_neighbour("before", {.value = admitted, .order = admitted});
    add_neighbour("after", {.is_next = true, .value = admitted, .order = admitted});
    count("back", "before");
    count("followed", "after");
  }

  void add_neighbour(const char* key, Neighbour neighbour) {
    neighbour.same = {region.stay().column("person")};
    region.stay().columns.push_back(
        {.key = key, .type = FactColumn::Type::date, .neighbour = std::move(neighbour)});
  }

  /// Counts the rows that are at most 30 days from their neighbour in `column`.
  void count(const char* measure, const char* column) {
    using Kind = RowExpression::Kind;
    using Operation = RowExpression::Operation;
    const auto of = [&](const char* key) {
      return RowExpression{.kind = Kind::column,
                           .column = region.stay().column(key),
                           .type = RowExpression::Type::date};
    };
    const bool is_before = std::string_view(column) == "before";
    RowExpression days{
        .kind = Kind::call,
        .operation = Operation::days,
        .operands = {of(is_before ? column : "admitted"), of(is_before ? "admitted" : column)}};
    region.count_rows(measure, {}).versions[0].rows->where =
        RowExpression{.kind = Kind::call,
                      .operation = Operation::at_most,
                      .operands = {std::move(days), RowExpression{.number = 30}},
                      .type = RowExpression::Type::boolean};
  }

  void deliver(const char* name, const std::string& days) const {
    region.deliver_stays(name, days);
  }

  static std::string stay(std::size_t id, const std::string& day, std::size_t person) {
    return fmt::format("s{},{},,NORR,p{},acute,1,1,0,\n", id, day, person);
  }

  void sync(Warehouse& into) {
    Diagnostics diagnostics;
    into.sync(region.catalog, {.loaded_by = "test", .loaded_at = "2024-06-01T06:00:00Z"},
              diagnostics);
    ASSERT_FALSE(diagnostics.has_errors()) << to_text(diagnostics);
  }

  /// `back 2024-01=0 2024-02=1 | followed ...`
  std::string values(Warehouse& of) const {
    const Cube cube = of.cube(region.catalog);
    std::string text;
    for (int measure = 0; measure < 2; ++measure) {
      const auto series = cube.find(
          {.measure = measure, .cell = 0, .unit = *region.catalog.organisation.index_of("NORR")});
      text += measure == 0 ? "back" : " | followed";
      if (!series) continue;
      for (const Month month : cube.range().each_month()) {
        const Cube::Value value = cube.at(*series, month);
        if (value.state != State::present) continue;
        text += fmt::format(" {}={}", month.to_string(), value.value);
      }
    }
    return text;
  }

  TestRows region;
  Warehouse warehouse = Warehouse::open(":memory:");
};

TEST_F(RowNeighbourTest, a_correction_of_an_earlier_month_changes_a_later_months_figure) {
  deliver("2023-12.csv", stay(1, "2023-12-01", 1));
  deliver("2024-01.csv", stay(2, "2024-01-15", 1));
  deliver("2024-02.csv", stay(3, "2024-02-28", 2));
  sync(warehouse);
  EXPECT_EQ(values(warehouse),
            "back 2023-12=0 2024-01=0 2024-02=0 | followed 2023-12=0 2024-01=0 2024-02=0");
  deliver("2023-12.csv", stay(1, "2023-12-16", 1));
  sync(warehouse);
  EXPECT_EQ(values(warehouse),
            "back 2023-12=0 2024-01=1 2024-02=0 | followed 2023-12=1 2024-01=0 2024-02=0");
  deliver("2024-01.csv", stay(2, "2024-01-29", 2));
  sync(warehouse);
  EXPECT_EQ(values(warehouse),
            "back 2023-12=0 2024-01=0 2024-02=1 | followed 2023-12=0 2024-01=1 2024-02=0");
  region.remove("data/stay/2024-01.csv");
  sync(warehouse);
  EXPECT_EQ(values(warehouse), "back 2023-12=0 2024-02=0 | followed 2023-12=0 2024-02=0");
}

TEST_F(RowNeighbourTest, months_one_by_one_are_as_all_at_once) {
  std::mt19937 random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random()) % limit; };
  const std::array<const char*, 4> months = {"2023-11", "2023-12", "2024-01", "2024-02"};
  for (int turn = 0; turn < 12; ++turn) {
    const std::size_t month = below(months.size());
    std::string rows;
    for (std::size_t i = 0; i < 6; ++i) {
      rows +=
          stay(10 * month + i, fmt::format("{}-{:02}", months.at(month), 1 + below(28)), below(3));
    }
    deliver(fmt::format("{}.csv", months.at(month)).c_str(), rows);
    sync(warehouse);
    Warehouse fresh = Warehouse::open(":memory:");
    sync(fresh);
    EXPECT_EQ(values(warehouse), values(fresh)) << "turn " << turn;
  }
}

}  // namespace
}  // namespace redthread::warehouse
