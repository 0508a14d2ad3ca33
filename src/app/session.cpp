// SPDX-License-Identifier: Apache-2.0
#include "app/session.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "app/clock.hpp"
#include "base/error.hpp"
#include "catalog/load.hpp"
#include "warehouse/calendar.hpp"

namespace redthread::app {
namespace {

namespace fs = std::filesystem;

/// A warehouse file that this run made and that must not stay behind when the run fails.
class NewWarehouseFile {
 public:
  explicit NewWarehouseFile(std::string path) : path_(std::move(path)) {
    if (path_ == ":memory:" || fs::exists(path_)) {
      kept_ = true;
      return;
    }
    const fs::path folder = fs::path(path_).parent_path();
    if (folder.empty() || fs::exists(folder)) return;
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem) {
      throw Error("io.write", "cannot make the folder " + folder.string() + " for the warehouse: " +
                                  problem.message() + "; name another file with --warehouse");
    }
    made_folder_ = folder;
  }
  ~NewWarehouseFile() {
    if (kept_) return;
    std::error_code ignored;
    fs::remove(path_, ignored);
    fs::remove(path_ + ".wal", ignored);
    if (!made_folder_.empty()) fs::remove(made_folder_, ignored);
  }
  NewWarehouseFile(const NewWarehouseFile&) = delete;
  NewWarehouseFile& operator=(const NewWarehouseFile&) = delete;
  void keep() { kept_ = true; }

 private:
  std::string path_;
  fs::path made_folder_;
  bool kept_ = false;
};

std::string warehouse_path(const std::string& folder, const OpenOptions& options) {
  if (!options.warehouse.empty()) return options.warehouse;
  return (fs::path(folder) / ".redthread" / "warehouse.duckdb").string();
}

}  // namespace

std::optional<Session> Session::open(const std::string& folder, const OpenOptions& options,
                                     Diagnostics& diagnostics) {
  auto catalog = catalog::load_catalog(folder, diagnostics);
  if (!catalog) return std::nullopt;

  Session session;
  session.catalog_ = std::make_unique<Catalog>(std::move(*catalog));

  const std::string path = warehouse_path(folder, options);
  NewWarehouseFile file(path);
  auto store = warehouse::Warehouse::open(path);
  const std::string now = utc_now();
  session.taken_in_ = store.sync(
      *session.catalog_,
      {.loaded_by = options.user, .loaded_at = now, .progress = options.progress}, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  file.keep();

  session.warehouse_path_ = path;
  const bool is_in_memory = path == ":memory:";
  session.warehouse_folder_ = is_in_memory ? (fs::path(folder) / ".redthread").string()
                                           : fs::path(path).parent_path().string();
  session.user_ = options.user;
  session.opened_at_ = now;
  session.deliveries_ = store.deliveries();
  session.quarantine_ = store.quarantine();
  Diagnostics unread;
  session.fetched_ = sources::read_provenance(folder, unread).value_or(sources::Provenances{});
  session.owed_ = warehouse::owed_deliveries(*session.catalog_, session.deliveries_,
                                             Date::parse(now.substr(0, 10)).value());
  session.cube_ = std::make_unique<Cube>(store.cube(*session.catalog_));
  if (is_in_memory) {
    session.in_memory_ = std::make_unique<warehouse::Warehouse>(std::move(store));
  }
  return session;
}

RowList Session::rows(const RowsQuestion& question, std::int64_t limit) {
  if (in_memory_) return in_memory_->rows(*catalog_, question, limit);
  return warehouse::Warehouse::open(warehouse_path_).rows(*catalog_, question, limit);
}

std::vector<ClosedPart> Session::closed_parts(const Fact& fact, Month through) {
  if (in_memory_) return in_memory_->closed_parts(*catalog_, fact, through);
  return warehouse::Warehouse::open(warehouse_path_).closed_parts(*catalog_, fact, through);
}

const Cube& Session::cube_of(const OrganisationView& view) {
  const bool counts_persons =
      std::any_of(catalog_->measures.begin(), catalog_->measures.end(), [](const Measure& measure) {
        const auto& rows = measure.versions.front().rows;
        return rows && !rows->is_additive();
      });
  if (!view.restated_to || !counts_persons) return *cube_;
  std::unique_ptr<Cube>& cube = restated_cubes_[view];
  if (!cube) {
    const Organisation restated = catalog_->organisation.restated_to(*view.restated_to);
    cube = std::make_unique<Cube>(
        in_memory_ ? in_memory_->cube(*catalog_, &restated)
                   : warehouse::Warehouse::open(warehouse_path_).cube(*catalog_, &restated));
  }
  return *cube;
}

figures::Evaluator& Session::evaluator(const OrganisationView& view) {
  std::unique_ptr<figures::Evaluator>& evaluator = evaluators_[view];
  if (!evaluator) evaluator = std::make_unique<figures::Evaluator>(*catalog_, cube_of(view), view);
  return *evaluator;
}

std::size_t Session::figures_held() const {
  std::size_t held = 0;
  for (const auto& [view, evaluator] : evaluators_) held += evaluator->figures_held();
  return held;
}

void Session::forget_figures() {
  evaluators_.clear();
  restated_cubes_.clear();
}

void Session::use_plan(Plan plan) {
  evaluators_.clear();
  catalog_->plan = std::move(plan);
}

const Delivery* Session::delivery(int id) const {
  const auto found = std::find_if(deliveries_.begin(), deliveries_.end(),
                                  [id](const Delivery& each) { return each.id == id; });
  return found == deliveries_.end() ? nullptr : &*found;
}

const sources::Provenance* Session::fetched(const Delivery& delivery) const {
  const auto found = fetched_.find(delivery.file);
  const bool is_as_fetched = found != fetched_.end() && found->second.sha256 == delivery.sha256;
  return is_as_fetched ? &found->second : nullptr;
}

}  // namespace redthread::app
