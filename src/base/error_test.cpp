// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

#include "base/messages.hpp"

namespace redthread {
namespace {

TEST(ErrorTest, carries_code_message_and_context) {
  Error error("io.read", "the disk is gone");
  error.while_doing("reading visits.csv").while_doing("loading the 2024-04 delivery");
  EXPECT_EQ(error.code(), "io.read");
  EXPECT_STREQ(error.what(), "the disk is gone");
  EXPECT_EQ(error.context(),
            (std::vector<std::string>{"reading visits.csv", "loading the 2024-04 delivery"}));
}

TEST(AssertDeathTest, aborts_in_debug_and_throws_in_release) {
  const int months = 13;
#ifdef NDEBUG
  try {
    REDTHREAD_ASSERT(months <= 12, "a year has twelve months");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "internal");
  }
#else
  EXPECT_DEATH(REDTHREAD_ASSERT(months <= 12, "a year has twelve months"),
               "error_test.cpp:[0-9]+: a year has twelve months \\(expected months <= 12\\)");
#endif
}

TEST(MessageCodeTest, codes_are_distinct_and_explained) {
  std::set<std::string> codes;
  const auto check = [&](const MessageCode& message) {
    EXPECT_TRUE(codes.insert(message.code).second) << message.code;
    EXPECT_TRUE(std::string(message.meaning).ends_with(".")) << message.code;
  };
  for (const MessageCode& message : csv_messages) check(message);
  for (const MessageCode& message : file_messages) check(message);
  for (const MessageCode& message : base_errors) check(message);
}

}  // namespace
}  // namespace redthread
