// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "plan/backup.hpp"
#include "plan/store.hpp"

namespace redthread::app {

/// Where a region's plan is, and who asks.
struct PlanQuestion {
  std::string region;
  /// A file or `postgresql://...`; empty = what `[plan] store_env` in region.toml names, and where
  /// it names nothing `REGION/.redthread/plan.db`.
  std::string store;
  std::string who;
  std::string reason;  ///< of changes, for the journal
};

/// Who signs a change now, and why; `usual_reason` when none was given.
plan::Signature signature_of(const PlanQuestion& question, const char* usual_reason);

/// The address of the plan's store. nullopt when region.toml cannot be read or names a variable
/// that is not set.
std::optional<std::string> plan_address(const PlanQuestion& question, Diagnostics& diagnostics);

/// Opens the plan's store, or makes it. nullptr with diagnostics when its address is not known;
/// Error `plan.*` when it cannot be opened.
std::unique_ptr<plan::Store> open_plan(const PlanQuestion& question, Diagnostics& diagnostics);

/// Takes in the files of `folder`, CSV or Excel, in one commit or not at all. What is in the store
/// with another text is a diagnostic, unless `update`. A plan without levels gets the usual ones.
std::optional<plan::Committed> import_plan(const PlanQuestion& question, const std::string& folder,
                                           bool update, Diagnostics& diagnostics);

/// How the whole plan is written to a folder that is new or empty.
struct PlanExport {
  std::string folder;
  bool masks = false;         ///< `*` for what names a person; else such a text is a diagnostic
  bool is_workbooks = false;  ///< Excel in place of CSV
};
/// Gives the names of the files.
std::optional<std::vector<std::string>> export_plan(const PlanQuestion& question,
                                                    const PlanExport& how,
                                                    Diagnostics& diagnostics);

/// A change of one object, as a person writes it.
struct PlanChange {
  plan::ObjectKey object;
  std::vector<std::string> settings;  ///< `field=value`; `field=` takes the value out
  std::optional<std::int64_t> seen;   ///< the version that the person saw; nullopt = the last
  bool remove = false;
};
std::optional<plan::Committed> change_plan(const PlanQuestion& question, const PlanChange& change,
                                           Diagnostics& diagnostics);

/// The kind and, when an id is given, the object exist; else a diagnostic with the nearest name.
bool check_plan_key(const plan::State& state, const plan::ObjectKey& key, Diagnostics& diagnostics);

/// The same where an object is needed: what was not said is a diagnostic that lists what there is.
bool check_plan_object(const plan::State& state, const plan::ObjectKey& key,
                       Diagnostics& diagnostics);

/// What does not hold together in the plan on a day (plan/consistency.hpp); empty `day` = today.
std::optional<plan::Findings> plan_findings(const PlanQuestion& question, const std::string& day,
                                            Diagnostics& diagnostics);

/// Writes a backup to a file, while others go on writing.
std::optional<plan::Backup> backup_plan(const PlanQuestion& question, const std::string& file,
                                        Diagnostics& diagnostics);
/// Fills an empty store from a backup.
std::optional<plan::Head> restore_plan(const PlanQuestion& question, const std::string& file,
                                       Diagnostics& diagnostics);

/// Results as JSON, one object a line (see json.hpp).
std::string to_json(const plan::Object& object);
std::string to_json(const std::vector<const plan::Object*>& objects);
std::string to_json(const plan::Committed& committed);
std::string to_json(const std::vector<plan::Entry>& entries);
std::string to_json(const plan::Verification& verification);
std::string to_json(const plan::Findings& findings);

}  // namespace redthread::app
