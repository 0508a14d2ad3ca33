// SPDX-License-Identifier: Apache-2.0
// The made-up region as a whole: the same for the same request, whole in itself, and of the size
// that it is meant to be.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "generate/calibration.hpp"
#include "generate/generate.hpp"
#include "generate/test_sinks.hpp"

namespace redthread::generate {
namespace {

struct Region {
  MemorySink sink;
  Tally tally;
};

Region made(const Request& request) {
  MemorySink sink;
  Tally tally = generate_region(request, sink);
  return {std::move(sink), std::move(tally)};
}

/// `-12.50` -> -1250.
std::int64_t hundredths(const std::string& text) {
  std::string digits;
  for (const char letter : text) {
    if (letter != '.') digits += letter;
  }
  return std::atoll(digits.c_str());
}

const Region& five_years() {
  static const Region region = made({1, 4'000, 5, Month(2024, 12)});
  return region;
}

TEST(SyntheticRegion, SameRequestSameBytes) {
  const Request request{7, 2'000, 1, Month(2024, 12)};
  const auto one = made(request);
  EXPECT_EQ(one.sink.files, made(request).sink.files);
  Request other = request;
  other.seed = 8;
  EXPECT_NE(one.sink.files.at("data/contact/2024-03_AKUT.csv"),
            made(other).sink.files.at("data/contact/2024-03_AKUT.csv"));
}

TEST(SyntheticRegion, EveryFactIsDeliveredEveryMonth) {
  const auto& files = five_years().sink.files;
  for (const char* fact : {"episode", "operation", "census", "waiting", "completed", "phone",
                           "time", "employment", "hired", "ledger", "investment", "balance"}) {
    for (int index = Month(2020, 1).index(); index <= Month(2024, 12).index(); ++index) {
      const std::string path =
          "data/" + std::string(fact) + "/" + Month::from_index(index).to_string() + ".csv";
      EXPECT_TRUE(files.count(path)) << path;
    }
  }
  EXPECT_TRUE(files.count("data/survey/2022.csv"));
  EXPECT_TRUE(files.count("data/plan_values/2024.csv"));
  EXPECT_TRUE(files.count("reports/delarsrapport.md"));
  for (const auto& [path, text] : files) {
    EXPECT_EQ(text.find('@'), std::string::npos) << path << " has a word that is not filled in";
  }
}

TEST(SyntheticRegion, TwoAreasAreLostAfterTheSystemSwitch) {
  const auto& files = five_years().sink.files;
  for (const char* month : {"2022-10", "2022-11"}) {
    const std::string start = std::string("data/contact/") + month;
    EXPECT_TRUE(files.count(start + "_AKUT.csv"));
    EXPECT_TRUE(files.count(start + "_VCS.csv"));
    EXPECT_FALSE(files.count(start + "_VCN.csv"));
    EXPECT_FALSE(files.count(start + "_PRIV.csv"));
  }
  EXPECT_TRUE(files.count("data/contact/2022-12_VCN.csv"));
}

TEST(SyntheticRegion, ReorganisationMovesTheRows) {
  const auto& region = five_years().sink;
  const std::string& organisation = region.files.at("organisation.csv");
  for (const char* row :
       {"OGON,Ögonkliniken,AKUT,clinic,2020-01-01,2023-06-30,OGOH,\n",
        "VC05,Vårdcentral Ekeby,VCN,primary_care_centre,2020-01-01,2023-06-30,VC17,0.6\n",
        "VC05,Vårdcentral Ekeby,VCN,primary_care_centre,2020-01-01,2023-06-30,VC18,0.4\n",
        "HUD,Hudkliniken,AKUT,clinic,2020-01-01,2023-06-30,,\n",
        "HUD,Hudkliniken,NARA,clinic,2023-07-01,,,\n",
        "GER,Kliniken för geriatrik och rehabilitering,NARA,clinic,2023-07-01,,,\n"}) {
    EXPECT_NE(organisation.find(row), std::string::npos) << row;
  }
  const std::set<std::string> ended = {"OGON", "ONH", "VC05"};
  const std::set<std::string> begun = {"OGOH", "VC17", "VC18"};
  for (const auto& row : region.rows("contact")) {
    const bool after = row[1] >= "2023-07-01";
    EXPECT_FALSE((after ? ended : begun).count(row[2])) << row[1] << ' ' << row[2];
  }
}

TEST(SyntheticRegion, EpisodesAndWaitsRunForward) {
  const auto& region = five_years().sink;
  std::set<std::string> keys;
  for (const auto& row : region.rows("episode")) {
    EXPECT_LE(row[1], row[2]);
    if (!row[3].empty()) {
      EXPECT_TRUE(row[1] <= row[3] && row[3] <= row[2]);
    }
    EXPECT_TRUE(keys.insert(row[0]).second) << "twice: " << row[0];
  }
  std::map<std::string, std::string> began;
  for (const auto& row : region.rows("waiting")) {
    EXPECT_LE(row[8], row[1]);
    EXPECT_EQ(row[10] == "pvv", !row[9].empty());
    const auto& [request, start] = *began.emplace(row[0], row[8]).first;
    EXPECT_EQ(start, row[8]) << "request " << request << " began on two days";
  }
  for (const auto& row : region.rows("completed")) EXPECT_LE(row[8], row[1]);
}

/// Counted from the episodes, as the region's catalog does it. A few rows are damaged, and are
/// missed on either side.
TEST(SyntheticRegion, AsManyAreReadmittedAsAreMeantTo) {
  struct Episode {
    int admitted = 0;
    int discharged = 0;
    bool counts = false;  ///< old, and not planned
  };
  std::map<std::string, std::vector<Episode>> by_person;
  for (const auto& row : five_years().sink.rows("episode")) {
    const auto from = Date::parse(row[1]);
    const auto to = Date::parse(row[2]);
    if (row.size() < 11 || !from || !to) continue;
    by_person[row[5]].push_back({.admitted = from->days(),
                                 .discharged = to->days(),
                                 .counts = std::atoi(row[7].c_str()) >= 65 && row[9] == "0"});
  }
  int readmitted = 0;
  for (auto& [person, episodes] : by_person) {
    std::stable_sort(episodes.begin(), episodes.end(),
                     [](const Episode& a, const Episode& b) { return a.admitted < b.admitted; });
    for (std::size_t i = 1; i < episodes.size(); ++i) {
      const int away = episodes[i].admitted - episodes[i - 1].discharged;
      if (episodes[i].counts && away <= 30) ++readmitted;
    }
  }
  const auto meant = static_cast<double>(
      five_years().tally.sum("readmissions.65", Period(Month(2020, 1), Month(2024, 12))));
  EXPECT_GT(meant, 80);
  EXPECT_NEAR(readmitted, meant, meant / 25);
}

TEST(SyntheticRegion, BedsHoldTheirPatients) {
  for (const auto& row : five_years().sink.rows("census")) {
    const bool damaged = row.size() < 7 || row[3] == "-3" || row[4] == "tolv";
    if (damaged) continue;
    EXPECT_LE(std::stoi(row[4]), std::stoi(row[3]) + std::stoi(row[5]));
  }
}

TEST(SyntheticRegion, EveryVoucherSumsToZeroAndTheBalanceTies) {
  const auto& region = five_years().sink;
  struct Voucher {
    std::int64_t sum = 0;
    std::int64_t result = 0;  ///< of the last year
  };
  std::map<std::string, Voucher> vouchers;
  for (const auto& row : region.rows("ledger")) {
    Voucher& voucher = vouchers[row[0]];
    voucher.sum += hundredths(row[4]);
    if (row[1] >= "2024-01-01" && row[2] >= "3000") voucher.result += hundredths(row[4]);
  }
  std::int64_t result = 0;
  int unbalanced = 0;
  for (const auto& [number, voucher] : vouchers) {
    if (voucher.sum == 0) {
      result += voucher.result;
    } else {
      ++unbalanced;
      EXPECT_EQ(voucher.sum, 90) << number << " is not one that was damaged on purpose";
    }
  }
  EXPECT_GT(unbalanced, 0);
  EXPECT_LT(unbalanced, static_cast<int>(vouchers.size()) / 250);
  std::int64_t sum = 0;
  std::int64_t booked = 0;
  for (const auto& row : region.rows("balance")) {
    if (row[0] != "2024-12-31") continue;
    sum += hundredths(row[3]);
    if (row[2] == "2090") booked = hundredths(row[3]);
  }
  EXPECT_EQ(sum, 0);
  EXPECT_EQ(booked, result);
  EXPECT_GT(result, 0);  // debit: a deficit
}

TEST(SyntheticRegion, AFewPerMilleOfTheRowsAreDamaged) {
  const Region region = made({3, 30'000, 1, Month(2024, 12)});
  const double share =
      static_cast<double>(region.tally.bad_rows) / static_cast<double>(region.tally.rows);
  EXPECT_GT(share, 0.0015);
  EXPECT_LT(share, 0.004);
  std::string all;
  for (const auto& [path, text] : region.sink.files) {
    if (path.compare(0, 5, "data/") == 0) all += text;
  }
  for (const char* fault : {",2023-02-30,", ",31/12 -23,", ",1999-12-31,", ",XX99,", ",okänd,",
                            ",-3,", ",tolv", ",2025-01-01,"}) {
    EXPECT_NE(all.find(fault), std::string::npos) << fault;
  }
}

TEST(SyntheticRegion, SmallAndShortAndLong) {
  for (const Request& request :
       {Request{1, 1'000, 20, Month(2024, 12)}, Request{1, 1'000, 1, Month(2024, 2)},
        Request{1, 1'000, 3, Month(2040, 12)}, Request{1, 1'000, 2, Month(2000, 4)}}) {
    MemorySink sink;
    const Tally tally = generate_region(request, sink);
    EXPECT_GT(tally.rows, 1'000) << request.until.to_string();
    EXPECT_TRUE(sink.files.count("data/ledger/" + request.until.to_string() + ".csv"));
    EXPECT_FALSE(sink.files.count("data/ledger/" + request.until.plus(1).to_string() + ".csv"));
  }
}

TEST(Calibration, AFullSizeRegionIsWithinTwoPercentOfEveryPublishedTotal) {
  NullSink sink;
  const Request request{1, 280'000, 1, Month(2024, 12)};
  const auto rows = calibration(generate_region(request, sink), request);
  EXPECT_EQ(rows.size(), calibration_targets().size());
  EXPECT_GE(rows.size(), 25u);
  for (const CalibrationRow& row : rows) {
    EXPECT_LE(std::abs(row.deviation_millionths), 20'000)
        << row.key << ' ' << row.period.to_string() << ": wanted " << row.wanted << ", got "
        << row.got;
  }
}

TEST(Calibration, InhabitantsScaleTheTotals) {
  NullSink sink;
  const Request request{5, 56'000, 1, Month(2024, 12)};
  for (const CalibrationRow& row : calibration(generate_region(request, sink), request)) {
    if (row.key == "visits.physician") {
      EXPECT_LE(std::abs(row.deviation_millionths), 1'000);
    }
    if (row.key == "economy.costs") {
      EXPECT_LE(std::abs(row.deviation_millionths), 1'000);
    }
  }
}

TEST(Calibration, OnlyWhatWasDeliveredIsCompared) {
  NullSink sink;
  const Request request{5, 1'000, 1, Month(2024, 4)};
  for (const CalibrationRow& row : calibration(generate_region(request, sink), request)) {
    EXPECT_LE(row.period.last(), Month(2024, 4)) << row.key;
  }
}

}  // namespace
}  // namespace redthread::generate
