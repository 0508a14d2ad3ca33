// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "database/connection.hpp"
#include "plan/findings.hpp"
#include "plan/journal.hpp"
#include "plan/object.hpp"

namespace redthread::plan {

/// A change that somebody wants to make to an object as they saw it.
struct Change {
  ObjectKey object;
  /// The version that was seen; 0 = there was none. Another version in the store is a conflict.
  std::int64_t seen = 0;
  std::optional<Fields> after;  ///< nullopt = remove it
};

/// Who changes the plan, when (UTC, as the clock says) and why. The same for all of a commit.
struct Signature {
  std::string who;
  std::string made_at;
  std::string reason;
};

/// What a commit did.
struct Committed {
  std::size_t added = 0;
  std::size_t changed = 0;
  std::size_t removed = 0;
  std::size_t unchanged = 0;  ///< asked to be as they were already: no entry
  Head head;
};

/// The plan's store: what was decided and how it goes, and the journal of how that came about.
///
/// The invariants: every change of an object and its journal entry are one transaction; no state
/// that breaks a rule of checks.hpp is ever committed, because the rules are checked under the
/// lock that lets writers in one at a time; an object is changed only by who saw its last version.
///
/// All objects are held in memory (a region has some ten thousand), and brought up to date from the
/// journal when the store is asked. Not thread safe: one Store a thread, any number of processes.
class Store {
 public:
  /// Opens or makes the store. Throws Error `plan.open`, `plan.version`, `plan.engine`.
  explicit Store(const std::string& address);
  /// The same over a connection that is open already.
  explicit Store(std::unique_ptr<database::Connection> connection);

  /// All objects as they are now.
  const State& state();
  /// All objects as they were after an entry of the journal. cost: reads the journal up to it.
  State state_at(std::int64_t sequence);
  /// An object's entries, oldest first.
  std::vector<Entry> history(const ObjectKey& key);
  Verification verify(const std::optional<Head>& kept = std::nullopt);

  /// Makes all changes or none. Nothing is written, and nullopt given, when a finding is an error.
  /// Throws Error `plan.conflict`, with both texts in its context, when an object is not as it was
  /// seen; `plan.busy`, `plan.disk_full`, `plan.engine`. When it returns, the changes are on disk.
  std::optional<Committed> commit(const std::vector<Change>& changes, const Signature& signature,
                                  Findings& findings);

  /// What `commit` would find, without writing: always nullopt.
  std::optional<Committed> check(const std::vector<Change>& changes, Findings& findings);

  database::Connection& connection() { return *connection_; }

 private:
  /// The changes that were asked for, tried on the state.
  struct Trial {
    Committed done;
    State next;
    std::vector<Entry> entries;
  };
  Trial try_out(const std::vector<Change>& changes, Findings& findings);
  void catch_up();
  std::int64_t last_version(const ObjectKey& key);

  std::unique_ptr<database::Connection> connection_;
  State state_;
  Head head_;  ///< what `state_` is as of
};

}  // namespace redthread::plan
