// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "figures/evaluator.hpp"
#include "model/catalog.hpp"
#include "model/cube.hpp"
#include "model/delivery.hpp"
#include "sources/provenance.hpp"
#include "warehouse/warehouse.hpp"

namespace redthread::app {

/// How to open a region.
struct OpenOptions {
  /// The warehouse file; empty = `REGION/.redthread/warehouse.duckdb`, `:memory:` keeps nothing.
  std::string warehouse;
  /// Who loads deliveries, for their manifests.
  std::string user;
  /// Called now and then while rows are loaded.
  std::function<void(const warehouse::LoadProgress&)> progress = {};
};

/// An opened region: its catalog, its deliveries taken in, its figures ready to ask for.
///
/// Opening reads the whole region folder and takes in what is new in data/. When anything in it is
/// wrong there is no session and nothing was written. Not thread safe.
class Session {
 public:
  /// nullopt with diagnostics when the folder or a delivery is wrong. Throws Error when the
  /// warehouse cannot be opened.
  static std::optional<Session> open(const std::string& folder, const OpenOptions& options,
                                     Diagnostics& diagnostics);

  const Catalog& catalog() const { return *catalog_; }
  const Cube& cube() const { return *cube_; }
  /// Figures in an organisation view; made when it is first asked for.
  figures::Evaluator& evaluator(const OrganisationView& view = {});
  /// From now on the catalog's plan is this one. Evaluators that were given out are gone.
  void use_plan(Plan plan);
  /// How many figures the evaluators keep, and lets them go: for who asks without end.
  std::size_t figures_held() const;
  std::size_t views_held() const { return evaluators_.size(); }
  void forget_figures();
  /// Live deliveries, by id.
  const std::vector<Delivery>& deliveries() const { return deliveries_; }
  const std::vector<QuarantinedRow>& quarantine() const { return quarantine_; }
  /// Rows of a fact. Opens the warehouse again: it is not held while figures are evaluated.
  RowList rows(const RowsQuestion& question, std::int64_t limit);
  /// What the months of a fact up to `through` are made of.
  std::vector<ClosedPart> closed_parts(const Fact& fact, Month through);
  /// Where the warehouse file lies; the region's own `.redthread` when it is in memory.
  const std::string& folder_of_warehouse() const { return warehouse_folder_; }
  const std::string& user() const { return user_; }
  const std::string& opened_at() const { return opened_at_; }  ///< UTC
  /// What opening took in.
  const warehouse::SyncResult& taken_in() const { return taken_in_; }
  /// The deliveries that facts with rows should have by now, and whether they came.
  const std::vector<OwedDelivery>& owed_deliveries() const { return owed_; }
  /// The delivery with an id; nullptr when it is no longer live.
  const Delivery* delivery(int id) const;
  /// The query that a delivery's file was fetched by; nullptr when none was, somebody has changed
  /// the file since, or what was written of it cannot be read (`deliveries` tells that).
  const sources::Provenance* fetched(const Delivery& delivery) const;

 private:
  Session() = default;
  /// The cube of a view: the session's own, unless it has what must be counted anew.
  const Cube& cube_of(const OrganisationView& view);

  // On the heap, so that the evaluators' references survive a move of the session.
  std::unique_ptr<Catalog> catalog_;
  std::unique_ptr<Cube> cube_;
  std::map<OrganisationView, std::unique_ptr<Cube>> restated_cubes_;
  std::map<OrganisationView, std::unique_ptr<figures::Evaluator>> evaluators_;
  std::vector<Delivery> deliveries_;
  std::vector<QuarantinedRow> quarantine_;
  std::vector<OwedDelivery> owed_;
  sources::Provenances fetched_;
  warehouse::SyncResult taken_in_;
  std::string warehouse_path_;
  std::string warehouse_folder_;
  std::string user_;
  std::string opened_at_;
  std::unique_ptr<warehouse::Warehouse> in_memory_;  ///< cannot be opened again
};

}  // namespace redthread::app
