// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "access/accounts.hpp"
#include "access/sessions.hpp"
#include "database/test_engines.hpp"

namespace redthread::access {

/// For tests: hashes that take no time, and are worth as much.
inline constexpr PasswordCost test_cost = {.passes = 1, .memory = 8192};
inline const std::string test_password = "fyra gula bilar i rad";
inline const Author test_author = {"chefen", time_of(1'700'000'000)};

/// For tests: accounts on both engines.
class AccountsTest : public database::EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    if (IsSkipped()) return;
    connection_ = database::connect(address());
    accounts_ = std::make_unique<Accounts>(*connection_, test_cost);
  }

  Account add(const std::string& login, const std::string& name = "Anna Andersson") {
    Diagnostics diagnostics;
    const auto account = accounts_->add({login, name, test_password, {}}, test_author, diagnostics);
    EXPECT_TRUE(account) << to_text(diagnostics);
    return account.value_or(Account());
  }

  std::unique_ptr<database::Connection> connection_;
  std::unique_ptr<Accounts> accounts_;
};

}  // namespace redthread::access
