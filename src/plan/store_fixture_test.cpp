// SPDX-License-Identifier: Apache-2.0
// The stores that tests run on.
#include <cstdlib>
#include <iostream>

#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "plan/test_store.hpp"

namespace redthread::plan {
namespace {

namespace fs = std::filesystem;

const fs::path programs = "/usr/lib/postgresql/15/bin";

/// The server refuses to run as root.
std::string as_another_user() {
  return geteuid() == 0 ? "setpriv --reuid=postgres --regid=postgres --clear-groups " : "";
}

bool succeeds(const std::string& command) {
  return std::system((command + " >/dev/null 2>&1").c_str()) == 0;  // NOLINT(cert-env33-c)
}

}  // namespace

TestFolder::TestFolder() {
  std::string pattern = (fs::temp_directory_path() / "redthread-plan-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("cannot make a temporary folder");
  folder_ = pattern;
}

TestFolder::~TestFolder() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string TestFolder::path(const std::string& below) const {
  return below.empty() ? folder_.string() : (folder_ / below).string();
}

TestServer* TestServer::get() {
  if (!fs::exists(programs / "initdb")) return nullptr;
  static TestServer server;
  return server.runs_ ? &server : nullptr;
}

TestServer::TestServer() {
  const std::string data = folder_.path("data");
  const std::string user = as_another_user();
  fs::permissions(folder_.path(), fs::perms::all);
  runs_ = succeeds(user + (programs / "initdb").string() + " -D " + data +
                   " -U redthread --auth=trust --no-sync -E UTF8 --locale=C --no-instructions") &&
          succeeds(user + (programs / "pg_ctl").string() + " -w -D " + data + " -l " +
                   folder_.path("log") + " -o \"-c listen_addresses='' -k " + folder_.path() +
                   " -p 54329 -c fsync=off\" start");
  if (!runs_) std::cerr << "PostgreSQL is installed and does not start\n";
}

TestServer::~TestServer() {
  if (runs_) {
    succeeds(as_another_user() + (programs / "pg_ctl").string() + " -m immediate -D " +
             folder_.path("data") + " stop");
  }
}

std::string TestServer::new_database() {
  const std::string name = "plan" + std::to_string(++databases_);
  const auto url = [&](const std::string& database) {
    return "postgresql:///" + database + "?user=redthread&port=54329&host=" + folder_.path();
  };
  connect(url("postgres"))->run("CREATE DATABASE " + name);
  return url(name);
}

void StoreTest::SetUp() {
  if (GetParam() == std::string("sqlite")) {
    address_ = folder_.path("plan.db");
    return;
  }
  TestServer* server = TestServer::get();
  if (!server) GTEST_SKIP() << "PostgreSQL 15 is not installed or does not start: " << programs;
  address_ = server->new_database();
}

Change goal_change(const std::string& id, const std::string& name, std::int64_t seen) {
  return {{"goal", id}, seen, Fields{{"name", name}}};
}

Signature signed_at(const std::string& made_at) {
  return {"planner", made_at, "decided by the board"};
}

Committed commit(Store& store, const std::vector<Change>& changes, const Signature& signature) {
  Findings findings;
  const auto done = store.commit(changes, signature, findings);
  for (const Finding& each : findings) {
    ADD_FAILURE() << each.object.to_string() << ": " << each.message;
  }
  return done.value_or(Committed());
}

}  // namespace redthread::plan
