// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.hpp"

#include <sstream>

#include <gtest/gtest.h>

namespace redthread::cli {
namespace {

using std::chrono::milliseconds;

/// A clock that the test sets.
struct Time {
  std::chrono::steady_clock::time_point now{};
  ProgressLine::Clock clock() {
    return [this] { return now; };
  }
};

warehouse::LoadProgress at(const char* file, std::int64_t rows, int before) {
  return {.file = file,
          .rows_of_file = rows,
          .files_before = before,
          .files = 4,
          .bytes_before = 100 * before,
          .bytes_of_file = 100,
          .bytes = 400};
}

TEST(Progress, plain_lines_name_each_file_once) {
  std::ostringstream err;
  Time time;
  {
    ProgressLine line(err, false, time.clock());
    line.show(at("data/contact/2024-01.csv", 100'000, 0));
    line.show(at("data/contact/2024-01.csv", 200'000, 0));
    line.show(at("data/contact/2024-02.csv", 100'000, 1));
  }
  EXPECT_EQ(err.str(),
            "loading data/contact/2024-01.csv (1 of 4)\n"
            "loading data/contact/2024-02.csv (2 of 4)\n");
}

TEST(Progress, a_terminal_has_one_line_with_speed_and_time_left) {
  std::ostringstream err;
  Time time;
  {
    ProgressLine line(err, true, time.clock());
    line.show(at("a", 100'000, 0));
    EXPECT_EQ(err.str(), "") << "quick loads are quiet";
    time.now += milliseconds(2000);
    line.show(at("b", 1'900'000, 1));
    EXPECT_EQ(err.str(),
              "\r[=====               ] 1 of 4 files, 2 000 000 rows, 1 000 000 rows/s, 6 s "
              "left\x1b[K");
    time.now += milliseconds(50);
    line.show(at("b", 1'950'000, 1));
    EXPECT_EQ(err.str().find("1 950 000"), std::string::npos) << "not more than ten times a second";
  }
  EXPECT_TRUE(err.str().ends_with("\r\x1b[K")) << "nothing is left on the line";
}

TEST(Progress, durations_are_read_at_a_glance) {
  EXPECT_EQ(duration_text(0.2), "1 s");
  EXPECT_EQ(duration_text(59.0), "59 s");
  EXPECT_EQ(duration_text(125.0), "2 min 05 s");
}

}  // namespace
}  // namespace redthread::cli
