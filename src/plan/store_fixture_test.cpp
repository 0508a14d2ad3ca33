// SPDX-License-Identifier: Apache-2.0
// The stores that tests run on.
#include <cstdlib>

#include <unistd.h>

#include "base/error.hpp"
#include "plan/test_store.hpp"

namespace redthread::plan {
namespace {

namespace fs = std::filesystem;

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
  static TestServer server;
  return server.server_.is_installed() ? &server : nullptr;
}

TestServer::TestServer() : server_(std::string(REDTHREAD_SOURCE_DIR) + "/tests/postgresql") {}

std::string TestServer::new_database() {
  const std::string name = "plan" + std::to_string(++databases_);
  const auto url = [&](const std::string& database) {
    return "postgresql:///" + database + "?user=postgres&host=" + server_.folder();
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
  if (!server) GTEST_SKIP() << "PostgreSQL is not installed";
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
