// SPDX-License-Identifier: Apache-2.0
// What tests of the store commit.
#include "plan/test_store.hpp"

namespace redthread::plan {
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
