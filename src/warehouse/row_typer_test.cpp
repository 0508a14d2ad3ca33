// SPDX-License-Identifier: Apache-2.0
#include "warehouse/row_typer.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "warehouse/test_rows.hpp"

namespace redthread::warehouse {
namespace {

class RowTyperTest : public testing::Test {
 protected:
  RowTyperTest() {
    for (const auto head : split(trim(TestRows::stay_header), ',')) header.emplace_back(head);
  }

  /// The stored numbers and texts of a row, `-` for missing; or its faults, one a line.
  std::string read(const std::string& row, const char* name = "2024-03.csv") {
    RowTyper typer(region.catalog, region.stay(), pseudonyms);
    Diagnostics diagnostics;
    EXPECT_TRUE(typer.begin(parse_delivery_name(name).value(), header, {.file = "f"}, diagnostics))
        << to_text(diagnostics);
    const auto fields = split(row, ',');
    const auto& faults = typer.read(fields.data());
    std::string text;
    for (const RowFault& fault : faults) {
      text += fmt::format("{}: {} [{}] {}\n", header[fault.field], fault.message, fault.code,
                          fault.hint);
    }
    if (!faults.empty()) return text;
    for (std::size_t i = 0; i < typer.values().size(); ++i) {
      if (i == 4) continue;  // the person, whose number nobody can foretell
      const TypedValue& value = typer.values()[i];
      const bool is_text = i == 0 || i == 9;
      text += value.is_missing ? "-"
              : is_text        ? std::string(value.text)
                               : std::to_string(value.number);
      text += ' ';
    }
    return text + typer.month().to_string();
  }

  TestRows region;
  Pseudonyms pseudonyms{Pseudonyms::random_key()};
  std::vector<std::string> header;
};

TEST_F(RowTyperTest, a_good_row_becomes_integers) {
  EXPECT_EQ(read("s1,2024-03-01,2024-03-05,NORR,p,planned,4,1234.5,ja,A1"),
            "s1 19783 19787 1 2 4 123450 1 A1 15 2024-03");
  EXPECT_EQ(read("s1, 2024-03-31 ,,HSF,p,acute,0,0,0,"), "s1 19813 - 0 1 0 0 0 - - 2024-03");
}

TEST_F(RowTyperTest, every_fault_of_a_row_is_told) {
  EXPECT_EQ(read(",2024-3-1,x,NOR,p,akut,401,1.005,kanske,Z9"),
            "id: `id` is empty [warehouse.value_missing] fill it in; or the fact says `optional = "
            "true` for the column\n"
            "admitted: `2024-3-1` is not a date [warehouse.value_syntax] write `2024-01-31`\n"
            "discharged: `x` is not a date [warehouse.value_syntax] write `2024-01-31`\n"
            "unit: unknown unit `NOR` [warehouse.unknown_unit] did you mean `NORR`?\n"
            "form: `form` has no category `akut` [warehouse.unknown_category] known: acute, "
            "planned\n"
            "days: `401` is more than 400 [warehouse.value_range] the fact's column says what is "
            "possible\n"
            "cost: `1.005` has more than 2 decimals [warehouse.value_scale] raise `scale` of the "
            "column, if the decimals are meant\n"
            "urgent: `kanske` is neither yes nor no [warehouse.value_syntax] write `1` or `0`, "
            "`ja` or `nej`\n");
  EXPECT_EQ(read("s1,2024-03-01,,NORR,p,acute,-1,99999999999999999999,1,"),
            "days: `-1` is less than 0 [warehouse.value_range] the fact's column says what is "
            "possible\n"
            "cost: `99999999999999999999` is too large to be held [warehouse.value_range] \n");
}

TEST_F(RowTyperTest, a_row_of_another_month_is_not_the_deliverys) {
  const std::string row = "s1,2024-04-01,,NORR,p,acute,1,1,1,";
  EXPECT_EQ(read(row),
            "admitted: 2024-04-01 is not in 2024-03, which the delivery is for "
            "[warehouse.outside_span] deliver the row with its own month; or name the file by all "
            "the months that it has\n");
  EXPECT_EQ(read(row, "2024-T1.csv"), "s1 19814 - 1 1 1 100 1 - - 2024-04");
}

TEST_F(RowTyperTest, a_unit_must_have_existed_on_the_day) {
  const std::string row = "s1,2023-12-31,,GAMLA,p,acute,1,1,1,";
  EXPECT_EQ(read(row, "2023-12.csv"), "s1 19722 - 2 1 1 100 1 - - 2023-12");
  EXPECT_EQ(read("s1,2024-03-01,,GAMLA,p,acute,1,1,1,"),
            "unit: the unit `GAMLA` did not exist on 2024-03-01 [warehouse.unit_not_valid] see its "
            "validity in organisation.csv\n");
}

TEST_F(RowTyperTest, a_delivery_of_a_unit_has_rows_of_that_unit) {
  region.stay().owed_by = {"NORR", "GAMLA"};
  const std::string row = "s1,2023-12-31,,NORR,p,acute,1,1,1,";
  EXPECT_EQ(read(row, "2023-12_NORR.csv"), "s1 19722 - 1 1 1 100 1 - - 2023-12");
  EXPECT_EQ(read(row, "2023-12_GAMLA.csv"),
            "unit: the unit `NORR` is not below `GAMLA`, whose delivery this is "
            "[warehouse.outside_label] deliver the row with its own unit\n");
}

TEST_F(RowTyperTest, what_is_not_in_a_list_is_told_unless_it_may_be_missing) {
  const std::string row = "s1,2024-03-01,,NORR,p,acute,1,1,1,Z9";
  EXPECT_EQ(read(row), "s1 19783 - 1 1 1 100 1 Z9 - 2024-03");
  region.stay().columns.back().optional = false;
  EXPECT_EQ(read(row),
            "drg: the list `weights` has nothing for `Z9` [warehouse.not_in_map] add it to "
            "catalog/maps/weights.csv\n");
  EXPECT_EQ(read("s1,2024-03-01,,NORR,p,acute,1,1,1,"),
            "drg: `points` cannot be looked up: a key is empty [warehouse.not_in_map] fill it in; "
            "or the fact says `optional = true` for the column\n");
}

TEST_F(RowTyperTest, no_person_is_ever_shown) {
  region.stay().columns[4].optional = false;
  const std::string told = read("s1,2024-03-01,,NORR,,acute,1,1,1,");
  EXPECT_EQ(told.find("19121212"), std::string::npos);
  EXPECT_NE(told.find("`person` is empty"), std::string::npos);
}

TEST_F(RowTyperTest, columns_are_found_by_their_names_in_the_file) {
  region.stay().columns[6].header = "Vårddagar";
  const DeliveryName name{.span = Period::year(2024), .label = {}};
  RowTyper typer(region.catalog, region.stay(), pseudonyms);
  Diagnostics missing;
  EXPECT_FALSE(typer.begin(name, header, {.file = "f", .line = 1}, missing));
  EXPECT_EQ(to_text(missing.items().front()),
            "f:1: error: the delivery has no column `Vårddagar` [warehouse.column_missing]\n"
            "  hint: known: id, admitted, discharged, unit, person, form, days, cost …; the fact "
            "`stay` declares it\n");
  std::vector<std::string> twice = header;
  twice[6] = "Vårddagar";
  twice.push_back("cost");
  Diagnostics ambiguous;
  EXPECT_FALSE(typer.begin(name, twice, {.file = "f", .line = 1}, ambiguous));
  EXPECT_EQ(ambiguous.items().front().code, "warehouse.column_twice");
  twice.back() = "of no interest";
  Diagnostics fine;
  EXPECT_TRUE(typer.begin(name, twice, {.file = "f", .line = 1}, fine));
}

}  // namespace
}  // namespace redthread::warehouse
