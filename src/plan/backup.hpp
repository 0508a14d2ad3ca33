// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "plan/store.hpp"

namespace redthread::plan {

/// A backup is the journal, entry by entry, in a text file that either engine can be restored
/// from: all objects follow from it. The last line holds the number of entries, the journal's head
/// and SHA-256 of all lines before it.
struct Backup {
  std::string text;
  Head head;
};

/// One state of the store, while others go on writing.
Backup make_backup(database::Connection& connection);

/// Fills a store that is empty from a backup, in one transaction: the same entries with the same
/// hashes, and the objects that follow from them. Throws Error `plan.backup` when the text is not
/// whole or the store has entries, and then nothing was written.
Head restore(database::Connection& connection, std::string_view text);

}  // namespace redthread::plan
