// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "database/test_engines.hpp"
#include "plan/store.hpp"

namespace redthread::plan {

/// The same tests on both engines: TEST_P(StoreTest, ...) with `address()` of a new store.
using StoreTest = database::EngineTest;

/// `goal` `id` with a name; `seen` as in Change.
Change goal_change(const std::string& id, const std::string& name, std::int64_t seen = 0);
Signature signed_at(const std::string& made_at = "2024-05-20T08:15:00Z");
/// Commits, and expects no finding.
Committed commit(Store& store, const std::vector<Change>& changes,
                 const Signature& signature = signed_at());

}  // namespace redthread::plan
