// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>

#include <gtest/gtest.h>

#include "base/test_postgresql.hpp"
#include "database/connection.hpp"

namespace redthread::database {

/// For tests: a folder of its own that is removed at the end.
class TestFolder {
 public:
  TestFolder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "redthread-store-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  std::string path(const std::string& below = {}) const {
    return below.empty() ? folder_.string() : (folder_ / below).string();
  }

 private:
  std::filesystem::path folder_;
};

/// For tests: a PostgreSQL of this process's own; started when it is first asked for, stopped when
/// the process ends.
class TestServer {
 public:
  /// nullptr when PostgreSQL is not installed. `script` is tests/postgresql.
  static TestServer* get(const std::string& script) {
    static TestServer server(script);
    return server.server_.is_installed() ? &server : nullptr;
  }
  /// The address of a new, empty database.
  std::string new_database() {
    const std::string name = "plan" + std::to_string(++databases_);
    connect(address_of("postgres"))->run("CREATE DATABASE " + name);
    return address_of(name);
  }

 private:
  explicit TestServer(const std::string& script) : server_(script) {}
  std::string address_of(const std::string& database) const {
    return "postgresql:///" + database + "?user=postgres&host=" + server_.folder();
  }
  TestPostgresql server_;
  int databases_ = 0;
};

/// For tests: the same tests on both engines, TEST_P(...) over `engines` with `address()` of a new
/// store. Skipped for PostgreSQL where it is not installed.
class EngineTest : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (GetParam() == std::string("sqlite")) {
      address_ = folder_.path("plan.db");
      return;
    }
    TestServer* server = TestServer::get("tests/postgresql");  // tests run from the source root
    if (!server) GTEST_SKIP() << "PostgreSQL is not installed";
    address_ = server->new_database();
  }
  const std::string& address() const { return address_; }
  TestFolder folder_;

 private:
  std::string address_;
};

}  // namespace redthread::database
