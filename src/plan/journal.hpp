// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "database/connection.hpp"
#include "plan/object.hpp"

namespace redthread::plan {

/// The journal: every change of the plan as an entry that is never changed, in the order in which
/// they were made. Each entry's hash is SHA-256 over the hash of the one before and all that the
/// entry says, so that no entry can be changed, taken out, put in or moved without every later hash
/// showing it. Who rewrites the whole rest of the chain is caught by a head that is kept elsewhere.

/// One change of one object.
struct Entry {
  std::int64_t sequence = 0;  ///< from 1, without gaps: the order, whatever the clock says
  std::string made_at;        ///< `2024-05-20T08:15:00Z`, as the clock said
  std::string who;
  ObjectKey object;
  std::int64_t version = 0;           ///< the object's, after the change
  std::optional<std::string> before;  ///< canonical JSON; nullopt = there was no object
  std::optional<std::string> after;   ///< nullopt = the object was removed
  std::string reason;
  std::string previous;  ///< the hash of the entry before; `first_previous` of the first
  std::string hash;
};

/// What stands before the first entry: 64 zeros.
inline const std::string first_previous(64, '0');

/// The hash that the entry should have, 64 lower-case hexadecimal digits.
std::string hash_of(const Entry& entry);

/// Where the journal ends.
struct Head {
  std::int64_t sequence = 0;  ///< 0 = an empty journal
  std::string hash = first_previous;
  /// `200:3f5a...`, to keep elsewhere.
  std::string to_string() const;
  static std::optional<Head> parse(std::string_view text);
  bool operator==(const Head&) const = default;
};

Head read_head(database::Connection& connection);
/// Adds an entry, chained to `head`, which moves to it. In the caller's transaction, and
/// `set_head` must follow before its end.
void append(database::Connection& connection, Head& head, Entry entry);
/// The same of an entry as it is, with the hashes it has.
void insert(database::Connection& connection, const Entry& entry);
void set_head(database::Connection& connection, const Head& head);

/// Calls `each` with every entry after `sequence`, in order; it may take the entry's texts. Bounded
/// memory.
void read_journal(database::Connection& connection, std::int64_t sequence,
                  const std::function<void(Entry&)>& each);
/// The entries of one object, oldest first.
std::vector<Entry> history_of(database::Connection& connection, const ObjectKey& key);

/// What a verification found. `sequence` names the entry (0 = none).
struct Tampering {
  std::int64_t sequence = 0;
  std::string what;
};
struct Verification {
  std::int64_t entries = 0;
  std::size_t objects = 0;
  Head head;
  std::vector<Tampering> found;  ///< empty = all holds; at most 100
};

/// Checks the whole chain, each object's history in it, and each object against its last entry, in
/// one state of the store. `kept` is a head that was kept elsewhere: the journal must contain it.
/// At least 200 000 entries a second.
Verification verify(database::Connection& connection,
                    const std::optional<Head>& kept = std::nullopt);

}  // namespace redthread::plan
