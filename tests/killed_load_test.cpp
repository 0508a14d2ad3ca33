// SPDX-License-Identifier: Apache-2.0
// A load that is killed, a hundred times: what is in the warehouse is what was, or what should be.
#include <chrono>
#include <csignal>
#include <random>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "damaged_region.hpp"

namespace redthread::product {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// A hundred in all, in lanes that run beside one another.
constexpr int tries = 100;
constexpr int lanes = 4;

/// Contacts of a month, one a day.
std::string contacts(const std::string& month, int count) {
  std::string rows = "contact_id,Datum,Enhet,person,form,minutes\n";
  for (int i = 0; i < count; ++i) {
    rows += fmt::format("k{},{}-{:02},MED,p{},distans,{}\n", 500 + i, month, 1 + i % 28, i % 7, i);
  }
  return rows;
}

std::string bookings(const std::string& day, int vouchers) {
  std::string lines = "#FLAGGA 0\n#SIETYP 4\n#DIM 1 \"Enhet\"\n";
  for (int i = 1; i <= vouchers; ++i) {
    lines += fmt::format(
        "#VER A {0} {1}\n{{\n#TRANS 5010 {{1 MED}} {0}.00\n"
        "#TRANS 1930 {{1 MED}} -{0}.00\n}}\n",
        i, day);
  }
  return lines;
}

/// Runs `redthread load` in a process of its own. Fork while no warehouse is open here: the
/// engine's threads do not follow.
pid_t start_load(const std::string& region) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  ::_exit(redthread({"load", region}).code);
}

/// The exit status; -1 when it was killed.
int wait_for(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class KilledLoad : public testing::TestWithParam<int> {
 protected:
  KilledLoad() {
    write_file(region.path("data/stay/2024-01.csv"), stays(5));
    EXPECT_EQ(wait_for(start_load(region.path())), 0);
    before = warehouse_state(region.warehouse());
    fs::copy(region.path(".redthread"), kept.path("before"), fs::copy_options::recursive);
    // Corrections of an older month, of two facts, and a new one of the third.
    write_file(region.path("data/contact/2024-01.csv"), contacts("2024-01", 30));
    write_file(region.path("data/booking/2024-02.se"), bookings("20240229", 10));
    write_file(region.path("data/stay/2024-01.csv"), stays(20));
    const auto start = Clock::now();
    EXPECT_EQ(wait_for(start_load(region.path())), 0);
    whole = Clock::now() - start;
    after = warehouse_state(region.warehouse());
  }

  static std::string stays(int count) {
    std::string rows = "stay_id,admitted,discharged,unit_code,person\n";
    for (int i = 0; i < count; ++i) {
      rows += fmt::format("s{},2024-01-{:02},2024-01-28,MED,p{}\n", i, 1 + i % 28, i % 9);
    }
    return rows;
  }

  void go_back() const {
    fs::remove_all(region.path(".redthread"));
    fs::copy(kept.path("before"), region.path(".redthread"), fs::copy_options::recursive);
  }

  DamagedRegion region;
  TemporaryFolder kept;
  std::string before;
  std::string after;
  Clock::duration whole{};
};

TEST_P(KilledLoad, leaves_the_warehouse_as_before_or_after) {
  ASSERT_NE(before, after);
  std::mt19937 random(
      2024u + static_cast<unsigned>(
                  GetParam()));  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same moments each time
  int killed = 0;
  int as_before = 0;
  for (int i = GetParam(); i < tries; i += lanes) {
    go_back();
    const pid_t child = start_load(region.path());
    // Spread over the whole load and a little beyond, each somewhere in its hundredth.
    const auto part = whole * 11 / (10 * tries);
    std::this_thread::sleep_for(part * i + part * static_cast<int>(random() % 1000) / 1000);
    ::kill(child, SIGKILL);
    if (wait_for(child) == -1) ++killed;
    const std::string found = warehouse_state(region.warehouse());
    ASSERT_TRUE(found == before || found == after) << "killed in try " << i << ":\n" << found;
    if (found == before) ++as_before;
    ASSERT_EQ(wait_for(start_load(region.path())), 0) << "try " << i;
    ASSERT_EQ(warehouse_state(region.warehouse()), after) << "the next load makes it whole, " << i;
  }
  EXPECT_GT(killed, tries / lanes / 2)
      << "too few were killed in time for the test to say anything";
  EXPECT_GT(as_before, 0);
}

INSTANTIATE_TEST_SUITE_P(Lanes, KilledLoad, testing::Range(0, lanes));

}  // namespace
}  // namespace redthread::product
