// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "base/test_postgresql.hpp"
#include "plan/store.hpp"

namespace redthread::plan {

/// A folder of its own that is removed at the end.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  std::string path(const std::string& below = {}) const;

 private:
  std::filesystem::path folder_;
};

/// A PostgreSQL of this process's own; started when it is first asked for, stopped when the process
/// ends.
class TestServer {
 public:
  /// nullptr when PostgreSQL is not installed.
  static TestServer* get();
  /// The address of a new, empty database.
  std::string new_database();

 private:
  TestServer();
  TestPostgresql server_;
  int databases_ = 0;
};

/// The same tests on both engines: TEST_P(StoreTest, ...) with `address()` of a new store. Skipped
/// for PostgreSQL where it is not installed.
class StoreTest : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override;
  const std::string& address() const { return address_; }
  TestFolder folder_;

 private:
  std::string address_;
};

/// `goal` `id` with a name; `seen` as in Change.
Change goal_change(const std::string& id, const std::string& name, std::int64_t seen = 0);
Signature signed_at(const std::string& made_at = "2024-05-20T08:15:00Z");
/// Commits, and expects no finding.
Committed commit(Store& store, const std::vector<Change>& changes,
                 const Signature& signature = signed_at());

}  // namespace redthread::plan
