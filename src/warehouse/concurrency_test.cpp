// SPDX-License-Identifier: Apache-2.0
// What other processes, and the end of our own, can do to a warehouse.
#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "warehouse/test_region.hpp"
#include "warehouse/warehouse.hpp"

namespace redthread::warehouse {
namespace {

using Clock = std::chrono::steady_clock;

/// A child process that runs `body`, which the parent may kill. Fork while no warehouse is open:
/// the engine's threads do not follow.
class Child {
 public:
  explicit Child(const std::function<void()>& body) : pid_(::fork()) {
    if (pid_ != 0) return;
    try {
      body();
      ::_exit(0);
    } catch (...) {
      ::_exit(1);
    }
  }
  ~Child() {
    if (pid_ > 0) kill();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void kill() {
    ::kill(pid_, SIGKILL);
    wait();
  }
  /// The exit status; -1 when it was killed.
  int wait() {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_;
};

void sync(const TestRegion& region) {
  Warehouse warehouse = Warehouse::open(region.database());
  Diagnostics diagnostics;
  warehouse.sync(region.catalog, {}, diagnostics);
  if (diagnostics.has_errors()) throw Error("test", to_text(diagnostics));
}

void deliver(const TestRegion& region, int value, const std::string& note = {}) {
  for (int file = 0; file < 3; ++file) {
    std::string rows;
    for (int i = 0; i < 200 * value; ++i) {
      rows += fmt::format("visits,HSF,{}-{:02},actual,{},,{},,\n", 1900 + i / 12 + 100 * file,
                          i % 12 + 1, value, note);
    }
    region.deliver(fmt::format("data/annex/{}.csv", file), rows);
  }
}

/// `files rows values`: of a warehouse that is whole, each is one of two known texts.
std::string summary(const TestRegion& region) {
  Warehouse warehouse = Warehouse::open(region.database());
  const Cube cube = warehouse.cube(region.catalog);
  std::size_t values = 0;
  std::set<std::int64_t> distinct;
  for (std::size_t series = 0; series < cube.series_count(); ++series) {
    for (int month = 0; month < cube.month_count(); ++month) {
      if (cube.month_states(series)[month] == redthread::State::missing) continue;
      ++values;
      distinct.insert(cube.months(series)[month]);
    }
  }
  std::int64_t rows = 0;
  for (const Delivery& delivery : warehouse.deliveries()) rows += delivery.rows;
  return fmt::format("{} {} {} {}", warehouse.deliveries().size(), rows, values,
                     fmt::join(distinct, "+"));
}

TEST(Concurrency, a_file_that_another_process_has_open_is_told_with_its_number) {
  const TestRegion region;
  std::array<int, 2> ready{};
  ASSERT_EQ(::pipe(ready.data()), 0);
  Child child([&] {
    const Warehouse warehouse = Warehouse::open(region.database());
    if (::write(ready[1], "x", 1) != 1) return;
    ::pause();
  });
  char byte = 0;
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  try {
    Warehouse::open(region.database());
    ADD_FAILURE() << "opened twice";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "warehouse.locked");
    EXPECT_NE(std::string(error.what()).find(fmt::format("PID {}", child.pid())), std::string::npos)
        << error.what();
  }
  child.kill();
  EXPECT_NO_THROW(Warehouse::open(region.database())) << "the lock ends with its process";
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST(Concurrency, a_disk_that_is_full_leaves_everything_as_it_was) {
  const TestRegion region;
  deliver(region, 1);
  sync(region);
  const std::string before = summary(region);
  deliver(region, 2, std::string(5000, 'x'));
  Child child([&] {
    // No file may grow beyond what the warehouse has now: to the engine, a full disk.
    const rlim_t size = std::filesystem::file_size(region.database());
    const rlimit limit{.rlim_cur = size, .rlim_max = size};
    std::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      sync(region);
    } catch (const Error& error) {
      ::_exit(error.code() == "warehouse.engine" ? 7 : 8);
    }
  });
  EXPECT_EQ(child.wait(), 7);
  EXPECT_EQ(summary(region), before);
}

TEST(Concurrency, a_process_that_is_killed_while_loading_leaves_all_or_nothing) {
  const TestRegion region;
  deliver(region, 1);
  sync(region);
  const std::string before = summary(region);
  EXPECT_EQ(before, "3 600 600 1");
  deliver(region, 2);
  const auto start = Clock::now();
  ASSERT_EQ(Child([&] { sync(region); }).wait(), 0);
  const auto whole = Clock::now() - start;
  const std::string after = summary(region);
  EXPECT_EQ(after, "3 1200 1200 2");

  constexpr int tries = 8;
  int killed = 0;
  for (int i = 1; i <= tries; ++i) {
    deliver(region, 1);
    sync(region);
    ASSERT_EQ(summary(region), before);
    deliver(region, 2);
    Child child([&] { sync(region); });
    std::this_thread::sleep_for(whole * i / tries);
    ::kill(child.pid(), SIGKILL);
    if (child.wait() == -1) ++killed;
    const std::string found = summary(region);
    EXPECT_TRUE(found == before || found == after) << "killed in try " << i << ": " << found;
    sync(region);
    EXPECT_EQ(summary(region), after) << "the next sync makes it whole";
  }
  EXPECT_GT(killed, tries / 3) << "too few were killed in time for the test to say anything";
}

}  // namespace
}  // namespace redthread::warehouse
