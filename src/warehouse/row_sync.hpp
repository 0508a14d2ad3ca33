// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/catalog.hpp"
#include "warehouse/closed_months.hpp"
#include "warehouse/delivery_folder.hpp"
#include "warehouse/delivery_name.hpp"
#include "warehouse/duckdb.hpp"
#include "warehouse/manifest.hpp"
#include "warehouse/pseudonym.hpp"
#include "warehouse/row_loader.hpp"
#include "warehouse/warehouse.hpp"

namespace redthread::warehouse {

/// The part of a sync that is about facts with rows: deliveries named by their months, each read
/// into its fact's table; then the cubes of the months that were touched.
class RowSync {
 public:
  RowSync(Connection& connection, const Catalog& catalog, ClosedMonths& closed,
          const SyncOptions& options, const Pseudonyms& pseudonyms, Diagnostics& diagnostics);

  /// Decides what is to be done with a file; reads nothing but its bytes' hash, and not even that
  /// when its size and time of change are as they were.
  void take_stock(DeliveryFile file, const Known* known);
  /// A delivery whose file is gone.
  void withdraw(const Delivery& manifest);

  bool has_work() const { return !incoming_.empty() || !touched_.empty(); }
  /// Reads what is to be read, inside the caller's transaction. `number` is the next delivery's.
  void apply(int& number, SyncResult& result);
  int unchanged() const { return unchanged_; }
  int rechecked() const { return rechecked_; }

 private:
  struct Incoming {
    DeliveryFile file;
    DeliveryName name;
    Known manifest;
    std::optional<int> earlier;     ///< the live delivery whose rows it replaces
    bool is_recheck = false;        ///< the same bytes: it keeps its number and manifest
    std::int64_t bytes_before = 0;  ///< of the files that are read before it
  };
  /// A delivery that will be live, for overlaps.
  struct Live {
    std::string file;
    DeliveryName name;
  };

  std::optional<DeliveryName> name_of(const DeliveryFile& file);
  const std::string& fingerprint(const Fact& fact);
  void check_overlaps();
  void load(const Fact& fact, SyncResult& result);
  void take_in(Incoming& incoming, LoadedRows& loaded, SyncResult& result);
  void tell_faults(const Incoming& incoming, const LoadedRows& loaded);
  void tell_tolerated();
  void store_faults(const Incoming& incoming, const LoadedRows& loaded);
  void find_keys_of_others();
  bool is_key_among_kept(const Fact& fact, const FactColumn& column);
  void tell_twice(const Fact& fact, const FactColumn& column);
  void report_progress(const Incoming& incoming, std::int64_t rows);

  Connection& connection_;
  const Catalog& catalog_;
  ClosedMonths& closed_;
  const SyncOptions& options_;
  const Pseudonyms& pseudonyms_;
  Diagnostics& diagnostics_;
  std::map<const Fact*, std::string> fingerprints_;
  std::vector<Incoming> incoming_;
  std::map<const Fact*, std::vector<Live>> live_;
  std::vector<int> withdrawn_;
  std::map<const Fact*, bool> has_twins_;         ///< LoadedFact::has_twins of what was loaded
  std::int64_t bytes_ = 0;                        ///< of all incoming files
  std::map<std::string, std::set<int>> touched_;  ///< fact -> months whose rows changed
  /// Bad rows that a fact allows.
  struct Tolerated {
    std::int64_t bad = 0;
    std::int64_t all = 0;
    int deliveries = 0;
  };
  std::map<std::string, Tolerated> tolerated_;  ///< by fact
  int unchanged_ = 0;
  int rechecked_ = 0;
};

}  // namespace redthread::warehouse
