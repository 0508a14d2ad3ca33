// SPDX-License-Identifier: Apache-2.0
#include "report/press/press.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"

namespace redthread::report {
namespace {

namespace fs = std::filesystem;

/// The processes that this one has started and that are there, zombies too.
std::set<int> all_children() {
  std::set<int> found;
  for (const auto& task : fs::directory_iterator("/proc/self/task")) {
    std::ifstream list(task.path() / "children");
    found.insert(std::istream_iterator<int>(list), std::istream_iterator<int>());
  }
  return found;
}

class PressProcess : public ::testing::Test {
 protected:
  /// Those that the test has started.
  std::set<int> children() const {
    std::set<int> found;
    for (const int child : all_children()) {
      if (!before_.contains(child)) found.insert(child);
    }
    return found;
  }

 private:
  const std::set<int> before_ = all_children();
};

/// A program in place of the helper: a script for sh.
class Script {
 public:
  explicit Script(const std::string& text) {
    folder_ = (fs::temp_directory_path() / "press_XXXXXX").string();
    EXPECT_NE(::mkdtemp(folder_.data()), nullptr);
    std::ofstream(path()) << text;
  }
  ~Script() { fs::remove_all(folder_); }
  Script(const Script&) = delete;
  Script& operator=(const Script&) = delete;
  std::string path(const std::string& name = "press.sh") const { return folder_ + "/" + name; }
  Press::Options options() const { return {.node = "/bin/sh", .program = path()}; }

 private:
  std::string folder_;
};

std::optional<Error> error_of(Press& press) {
  try {
    press.chart("{}", 10, 10);
  } catch (const Error& error) {
    return error;
  }
  return std::nullopt;
}

TEST_F(PressProcess, draws_and_sets_with_one_process) {
  {
    Press press;
    EXPECT_TRUE(children().empty());  // nothing starts before it is wanted
    EXPECT_TRUE(press.chart(R"({"title":{"text":"Hallå"}})", 100, 50).starts_with("<svg"));
    const std::set<int> first = children();
    EXPECT_EQ(first.size(), 1u);
    EXPECT_TRUE(press.pdf({.source = "#set document(title: [Hallå])\nHallå"}).starts_with("%PDF-"));
    EXPECT_EQ(children(), first);
  }
  EXPECT_TRUE(children().empty());
}

TEST_F(PressProcess, says_what_is_wrong_and_goes_on) {
  Press press;
  try {
    press.pdf({.source = "Hej\n#fel("});
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "press.refused");
    EXPECT_STREQ(error.what(), "Typst refuses the document: unclosed delimiter");
    ASSERT_EQ(error.context().size(), 1u);
    EXPECT_EQ(error.context()[0], "main.typ:2:5: unclosed delimiter");
  }
  EXPECT_TRUE(press.chart("{}", 10, 10).starts_with("<svg"));
}

TEST_F(PressProcess, is_started_again_when_it_was_killed_between_requests) {
  Press press;
  press.chart("{}", 10, 10);
  const std::set<int> first = children();
  ASSERT_EQ(first.size(), 1u);
  ::kill(*first.begin(), SIGKILL);
  EXPECT_TRUE(press.chart("{}", 10, 10).starts_with("<svg"));
  EXPECT_EQ(children().size(), 1u);
  EXPECT_NE(children(), first);
}

TEST_F(PressProcess, is_started_and_asked_again_when_it_dies_in_the_middle_of_a_request) {
  const Script script(R"(read -r line
if [ ! -e "$0.again" ]; then : > "$0.again"; kill -9 $$; fi
echo '{"id":1,"svg":"second time"}'
)");
  Press press(script.options());
  EXPECT_EQ(press.chart("{}", 10, 10), "second time");
  EXPECT_TRUE(fs::exists(script.path("press.sh.again")));
}

TEST_F(PressProcess, gives_up_with_its_last_words_when_it_dies_again) {
  const Script script("read -r line; echo 'no memory left' >&2; exit 1\n");
  Press press(script.options());
  for (int i = 0; i < 2; ++i) {
    const auto error = error_of(press);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "press.died");
    ASSERT_EQ(error->context().size(), 2u);
    EXPECT_EQ(error->context()[0], "/bin/sh " + script.path());
    EXPECT_EQ(error->context()[1], "no memory left\n");
    EXPECT_TRUE(children().empty());
  }
}

TEST_F(PressProcess, dies_without_reading_and_raises_no_signal) {
  const Script script("exec <&-; sleep 1\n");
  Press press(script.options());
  try {
    press.chart('"' + std::string(4u << 20, 'x') + '"', 10, 10);
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "press.died");
  }
}

TEST_F(PressProcess, garbage_is_an_error_and_the_helper_is_dropped) {
  for (const char* answer :
       {"hello", "", "[]", R"({"id":2,"svg":"x"})", R"({"id":1})", R"({"id":1,"svg":5})",
        R"({"id":"1","svg":"x"})", R"({"id":1,"svg":"\ud800"})", R"({"id":1,"error":"x"})"}) {
    const Script script(std::string("read -r line; cat <<'END'\n") + answer + "\nEND\nsleep 9\n");
    Press press(script.options());
    const auto error = error_of(press);
    ASSERT_TRUE(error) << answer;
    EXPECT_EQ(error->code(), "press.garbage") << answer;
    EXPECT_TRUE(children().empty()) << answer;
  }
}

TEST_F(PressProcess, a_silent_helper_is_stopped) {
  const Script script("exec sleep 99\n");
  auto options = script.options();
  options.timeout = std::chrono::milliseconds(1200);
  Press press(options);
  const auto error = error_of(press);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "press.timeout");
  EXPECT_STREQ(error->what(), "press gave no answer within 1 s");
  EXPECT_TRUE(children().empty());
}

TEST_F(PressProcess, missing_node_or_helper_is_told_with_what_to_do) {
  const Script script("");
  Press no_node({.node = "/nonexistent/node", .program = script.path()});
  auto error = error_of(no_node);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "press.missing");
  EXPECT_STREQ(error->what(),
               "Node cannot be started (`/nonexistent/node`: No such file or directory); charts "
               "and PDF need Node 20 or later and the helper press: run ./run setup, or say where "
               "they are with REDTHREAD_NODE and REDTHREAD_PRESS");
  Press no_helper({.program = "/nonexistent/main.js"});
  error = error_of(no_helper);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "press.missing");
  EXPECT_NE(std::string(error->what()).find("not there (/nonexistent/main.js)"), std::string::npos);
}

TEST_F(PressProcess, the_environment_says_where_things_are) {
  const Script script("read -r line; echo '{\"id\":1,\"svg\":\"mine\"}'; read -r line\n");
  ::setenv("REDTHREAD_NODE", "/bin/sh", 1);
  ::setenv("REDTHREAD_PRESS", script.path().c_str(), 1);
  Press press;
  ::unsetenv("REDTHREAD_NODE");
  ::unsetenv("REDTHREAD_PRESS");
  EXPECT_EQ(press.chart("{}", 10, 10), "mine");
}

TEST_F(PressProcess, twenty_megabytes_go_both_ways) {
  Press press;
  const std::string text(20u << 20, 'x');
  const std::string svg = press.chart(
      R"({"graphic":[{"type":"text","silent":true,"style":{"text":")" + text + R"("}}]})", 100, 50);
  EXPECT_NE(svg.find(text), std::string::npos);
  std::string noise;  // does not compress
  unsigned state = 1;
  while (noise.size() < 20u << 20) {
    state = state * 1664525 + 1013904223;
    noise += static_cast<char>(state >> 24);
  }
  const std::string pdf = press.pdf({.source = "#set document(title: [T])\n"
                                               "#pdf.attach(\"noise.bin\", description: \"d\", "
                                               "relationship: \"data\")",
                                     .files = {{"noise.bin", noise}},
                                     .standard = "1.7"});
  EXPECT_GT(pdf.size(), noise.size());
}

TEST_F(PressProcess, what_it_writes_to_standard_error_blocks_nothing) {
  const Script script(
      "read -r line; head -c 3000000 /dev/zero >&2; echo '{\"id\":1,\"svg\":\"done\"}'; read -r "
      "l\n");
  Press press(script.options());
  EXPECT_EQ(press.chart("{}", 10, 10), "done");
}

TEST_F(PressProcess, threads_wait_for_one_another) {
  Press press;
  std::vector<std::string> drawn(6);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    threads.emplace_back([&, i] {
      drawn[i] = press.chart(R"({"title":{"text":"number )" + std::to_string(i) + R"("}})", 90, 90);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    EXPECT_NE(drawn[i].find("number " + std::to_string(i)), std::string::npos);
  }
}

}  // namespace
}  // namespace redthread::report
