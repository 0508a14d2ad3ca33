// SPDX-License-Identifier: Apache-2.0
// Damaged deliveries that are text: CSV and SIE. What is told of each stands in
// tests/damaged_deliveries/csv.txt and sie.txt.
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "damaged_region.hpp"

namespace redthread::product {
namespace {

const std::string head = "contact_id,Datum,Enhet,person,form,minutes\n";
const std::string february = "data/contact/2024-02.csv";

std::string contacts(const std::string& rows) { return head + rows; }

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

/// Every second byte of UTF-16, little end first; letters of Latin-1 alone.
std::string utf16(const std::string& ascii) {
  std::string bytes = "\xFF\xFE";
  for (const char c : ascii) bytes += std::string(1, c) + '\0';
  return bytes;
}

TEST(DamagedDeliveries, Csv) {
  const std::string good = "x1,2024-02-01,MED,A,distans,10\n";
  expect_refused(
      {
          {"empty_file", february, ""},
          {"cut_short_within_quotes", february, contacts(good + "x2,2024-02-01,MED,A,\"dist")},
          {"cut_short_within_a_row", february, contacts(good + "x2,2024-02-01,ME")},
          {"another_encoding_further_down", february,
           contacts("x1,2024-02-01,MED,A,bes\xC3\xB6k,1\n" + repeated(good, 3) +
                    "x5,2024-02-01,MED,A,bes\xF6k,1\n")},
          {"utf16_cut_in_a_character", february, utf16(head + good).substr(0, 90) + "x"},
          {"bytes_of_zero", february, contacts("x1,2024-02-01,MED,A" + std::string(8, '\0'))},
          {"no_table_but_a_page", february,
           "<!DOCTYPE html>\n<html><body>Logga in</body></html>\n"},
          {"no_text_but_an_archive", february, std::string("PK\x03\x04\x14\0\x06\0\x08\0", 10)},
          {"a_column_is_missing", february, "contact_id,Datum,person,form,minutes\n"},
          {"a_column_stands_twice", february,
           "contact_id,Datum,Enhet,person,form,minutes,Enhet\nx1,2024-02-01,MED,A,distans,,MED\n"},
          {"no_column_names", february, good + good},
          {"a_separator_within_a_value", february, contacts("x1,2024-02-01,MED,A,distans,1,5\n")},
          {"values_that_are_none_of_theirs", february,
           contacts("x1,2024-02-30,MED,A,distans,1\nx2,2024-02-01,XYZ,A,distans,1\n"
                    "x3,2024-02-01,MED,A,hembesök,1\nx4,2024-02-01,MED,A,distans,1 000\n"
                    "x5,2024-02-01,MED,A,distans,-1\nx6,2024-02-01,MED,,distans,1\n"
                    "x7,2024-02-01,MED,A,distans,99999999999999999999\n")},
          {"a_date_in_the_future", february, contacts("x1,2031-02-01,MED,A,distans,1\n")},
          {"a_delivery_of_the_future", "data/contact/2099-01.csv",
           contacts("x1,2099-01-01,MED,A,distans,1\n")},
          {"a_unit_that_was_closed", february, contacts("x1,2024-02-01,GML,A,distans,1\n")},
          {"the_same_delivery_twice", "data/contact/2024-01..2024-02.csv",
           contacts("x1,2024-01-02,MED,A,distans,1\n")},
          {"a_key_of_another_delivery", february, contacts("k1,2024-02-01,MED,A,distans,1\n")},
          {"a_key_twice", february, contacts(good + good)},
          {"a_name_that_is_no_month", "data/contact/februari.csv", contacts(good)},
      },
      "csv.txt");
}

/// The most memory that this process has had since it was last reset, in MiB.
std::int64_t peak_mib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoll(line.substr(6)) / 1024;
  }
  return -1;
}

TEST(DamagedDeliveries, ACellOfABillionBytesIsRefusedWithoutBeingRead) {
  const DamagedRegion region;
  const std::string before = warehouse_state(region.warehouse());
  {
    std::ofstream file(region.path(february), std::ios::binary);
    file << contacts("x1,2024-02-01,MED,A,distans,1\nx2,2024-02-01,MED,A,\"");
    const std::string piece(1u << 20, 'x');
    for (int i = 0; i < 96; ++i) file << piece;
  }
  std::ofstream("/proc/self/clear_refs") << "5";
  const std::int64_t resting = peak_mib();
  const auto result = region.load();
  EXPECT_LT(peak_mib() - resting, 64) << "as much again as is read at a time, not the file";
  EXPECT_EQ(result.code, 2);
  expect_golden(result.err, "tests/damaged_deliveries/csv_cell.txt");
  EXPECT_EQ(warehouse_state(region.warehouse()), before);
}

const std::string sie_head = "#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#DIM 1 \"Enhet\"\n";

std::string vouchers(const std::string& lines) { return sie_head + lines; }

/// A voucher whose rows are these.
std::string voucher(const std::string& rows, const std::string& day = "20240229") {
  return "#VER A 7 " + day + " \"Hyra\"\n{\n" + rows + "}\n";
}

const std::string rent = "#TRANS 5010 {1 MED} 100.00\n";
const std::string bank = "#TRANS 1930 {1 MED} -100.00\n";

TEST(DamagedDeliveries, Sie) {
  const std::string bookings = "data/booking/2024-02.se";
  const std::string good = voucher(rent + bank);
  expect_refused(
      {
          {"empty_file", bookings, ""},
          {"no_flag", bookings, "#SIETYP 4\n" + good},
          {"of_a_type_without_vouchers", bookings, "#FLAGGA 0\n#SIETYP 1\n#RES 0 5010 100.00\n"},
          {"xml", "data/booking/2024-02.si", "<?xml version=\"1.0\"?>\n<Sie/>\n"},
          {"letters_of_two_encodings", bookings,
           vouchers("#FNAMN \"V\xC3\xA5rd\"\n" + good + "#KONTO 5010 \"L\xF6n\"\n")},
          {"a_voucher_out_of_balance", bookings,
           vouchers(voucher(rent + "#TRANS 1930 {1 MED} -90.00\n"))},
          {"cut_short_within_a_voucher", bookings, vouchers("#VER A 7 20240229\n{\n" + rent)},
          {"a_voucher_within_a_voucher", bookings,
           vouchers("#VER A 7 20240229\n{\n" + rent + good)},
          {"braces_without_a_voucher", bookings, vouchers("{\n" + rent + "}\n}\n")},
          {"no_day", bookings, vouchers(voucher(rent + bank, "20240230"))},
          {"another_year", bookings, vouchers(voucher(rent + bank, "20230228"))},
          {"a_day_in_the_future", bookings, vouchers(voucher(rent + bank, "20310228"))},
          {"an_account_that_is_nothing", bookings,
           vouchers(voucher("#TRANS 8999 {1 MED} 100.00\n" + bank))},
          {"no_account", bookings, vouchers(voucher("#TRANS\n" + bank))},
          {"no_objects", bookings, vouchers(voucher("#TRANS 5010 100.00\n" + bank))},
          {"objects_that_do_not_end", bookings,
           vouchers(voucher("#TRANS 5010 {1 MED 100.00\n" + bank))},
          {"no_unit", bookings, vouchers(voucher("#TRANS 5010 {} 100.00\n" + bank))},
          {"a_unit_that_was_closed", bookings,
           vouchers(voucher("#TRANS 5010 {1 GML} 100.00\n" + bank))},
          {"decimal_comma", bookings, vouchers(voucher("#TRANS 5010 {1 MED} 100,00\n" + bank))},
          {"a_quote_that_does_not_end", bookings,
           vouchers(voucher("#TRANS 5010 {1 MED} 100.00 20240229 \"Hyra\n" + bank))},
          {"no_dimension_of_units", bookings,
           "#FLAGGA 0\n#SIETYP 4\n#VER A 7 20240229\n{\n#TRANS 5010 {} 100.00\n"
           "#TRANS 1930 {} -100.00\n}\n"},
          {"the_same_delivery_twice", "data/booking/2024-01.si", vouchers(good)},
      },
      "sie.txt");
}

TEST(DamagedDeliveries, OddAndTakenIn) {
  expect_taken_in(
      {
          {"csv_without_rows", february, head},
          {"sie_with_balances_by_object", "data/booking/2024-02.se",
           "#FLAGGA 0\n#SIETYP 4\n#RAR 0 20240101 20241231\n#DIM 1 \"Enhet\"\n"
           "#IB 0 1930 500.00\n#UB 0 1930 400.00\n#RES 0 5010 100.00\n"
           "#PSALDO 0 202402 5010 {} 100.00\n#PSALDO 0 202402 5010 {1 MED} 100.00\n" +
               voucher(rent + bank)},
          {"sie_with_struck_rows", "data/booking/2024-02.se",
           vouchers(voucher(rent + bank + "#BTRANS 5010 {1 MED} 5.00\n"))},
          {"sie_without_vouchers", "data/booking/2024-02.se", sie_head},
      },
      "taken_in.txt");
}

}  // namespace
}  // namespace redthread::product
