// SPDX-License-Identifier: Apache-2.0
#include "warehouse/pseudonym.hpp"

#include <filesystem>
#include <fstream>
#include <set>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "warehouse/test_region.hpp"

namespace redthread::warehouse {
namespace {

TEST(Pseudonym, is_the_same_for_the_same_person_and_key_only) {
  const Pseudonyms one(Pseudonyms::random_key());
  const Pseudonyms other(Pseudonyms::random_key());
  EXPECT_EQ(one.of("19121212-1212"), one.of("19121212-1212"));
  EXPECT_NE(one.of("19121212-1212"), one.of("19121212-1213"));
  EXPECT_NE(one.of("19121212-1212"), other.of("19121212-1212"));
  EXPECT_EQ(pseudonym_text(one.of("x")).size(), std::string("P-0123456789abcdef").size());
  EXPECT_EQ(pseudonym_text(-1), "P-ffffffffffffffff");
}

TEST(Pseudonym, a_hundred_thousand_persons_stay_apart) {
  const Pseudonyms pseudonyms(Pseudonyms::random_key());
  std::set<std::int64_t> seen;
  for (int i = 0; i < 100'000; ++i) seen.insert(pseudonyms.of("P" + std::to_string(i)));
  EXPECT_EQ(seen.size(), 100'000u);
}

TEST(Pseudonym, the_key_stays_in_its_file_for_its_owner_alone) {
  const TestRegion region;
  const std::string path = region.path("pseudonym.key");
  const Pseudonyms::Key made = Pseudonyms::key_in(path);
  EXPECT_EQ(Pseudonyms::key_in(path), made);
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(path).permissions() & (perms::group_all | perms::others_all),
            perms::none);
}

TEST(Pseudonym, a_file_that_is_no_key_is_refused) {
  const TestRegion region;
  region.write("pseudonym.key", "short");
  try {
    Pseudonyms::key_in(region.path("pseudonym.key"));
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "warehouse.open");
  }
}

}  // namespace
}  // namespace redthread::warehouse
