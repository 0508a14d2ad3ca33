// SPDX-License-Identifier: Apache-2.0
#include "app/live_region.hpp"

#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "app/region_plan.hpp"
#include "base/error.hpp"
#include "base/files.hpp"

namespace redthread::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_figures = 300'000;
constexpr std::size_t most_views = 6;

/// The catalog and what was delivered, as a word.
std::string data_word(const Session& session) {
  std::string all = session.catalog().sha256;
  for (const Delivery& delivery : session.deliveries()) {
    all += fmt::format("\n{} {}", delivery.file, delivery.sha256);
  }
  return sha256_hex(all).substr(0, 16);
}

/// Fills an empty store from the folder's files, so that the store is the truth from the start.
bool take_in_plan(const LiveRegion::Settings& settings, Diagnostics& diagnostics) {
  std::error_code ignored;
  const std::string folder = settings.folder + "/plan";
  if (!fs::is_directory(folder, ignored)) return true;
  const PlanQuestion question{settings.folder, settings.store, settings.user, "first import"};
  {
    const auto store = open_plan(question, diagnostics);
    if (!store) return false;
    if (store->state().size() > 0) return true;
  }
  return import_plan(question, folder, /*update=*/false, diagnostics).has_value();
}

}  // namespace

LiveRegion::FigureBound::~FigureBound() {
  const bool is_much = session_.figures_held() > most_figures || session_.views_held() > most_views;
  if (is_much) session_.forget_figures();
}

std::unique_ptr<LiveRegion> LiveRegion::open(Settings settings, Diagnostics& diagnostics) {
  std::unique_ptr<LiveRegion> region(new LiveRegion(std::move(settings)));
  const Settings& wanted = region->settings_;
  auto session = Session::open(wanted.folder, {.warehouse = wanted.warehouse, .user = wanted.user},
                               diagnostics);
  if (!session || !take_in_plan(wanted, diagnostics)) return nullptr;
  region->key_ = session->catalog().region.key;
  region->take(std::move(*session));
  region->plan_changed();
  return region;
}

void LiveRegion::take(Session session) {
  const std::string word = data_word(session);
  auto organisation = std::make_shared<const Organisation>(session.catalog().organisation);
  const Region& region = session.catalog().region;
  LocalText name = region.name;
  std::string own_unit = region.root_unit;
  const std::lock_guard<std::mutex> alone(session_mutex_);
  session_ = std::move(session);
  session_plan_.clear();
  const std::lock_guard<std::mutex> of_state(state_mutex_);
  data_ = word;
  organisation_ = std::move(organisation);
  name_ = std::move(name);
  own_unit_ = std::move(own_unit);
}

std::shared_ptr<const Organisation> LiveRegion::organisation() const {
  const std::lock_guard<std::mutex> alone(state_mutex_);
  return organisation_;
}

LocalText LiveRegion::name() const {
  const std::lock_guard<std::mutex> alone(state_mutex_);
  return name_;
}

std::string LiveRegion::own_unit() const {
  const std::lock_guard<std::mutex> alone(state_mutex_);
  return own_unit_;
}

bool LiveRegion::reload(const std::string& who,
                        const std::function<void(const warehouse::LoadProgress&)>& progress,
                        Diagnostics& diagnostics) {
  std::optional<Session> session;
  {
    const std::lock_guard<std::mutex> alone(warehouse_mutex_);
    session = Session::open(settings_.folder,
                            {.warehouse = settings_.warehouse, .user = who, .progress = progress},
                            diagnostics);
  }
  if (!session) return false;
  take(std::move(*session));
  return true;
}

void LiveRegion::open_own() {
  std::string data;
  {
    const std::lock_guard<std::mutex> of_state(state_mutex_);
    data = data_;
  }
  if (!own_session_ || own_data_ != data) {
    Diagnostics diagnostics;
    const std::lock_guard<std::mutex> alone(warehouse_mutex_);
    own_session_ = Session::open(
        settings_.folder, {.warehouse = settings_.warehouse, .user = settings_.user}, diagnostics);
    if (!own_session_) {
      throw Error("region.changed",
                  "the region folder was changed and is wrong now; `redthread check` tells where");
    }
    own_data_ = data_word(*own_session_);
  }
  std::string no_plan;
  use_plan(*own_session_, no_plan);
}

plan::Head LiveRegion::plan_head() {
  const auto now = std::chrono::steady_clock::now();
  if (store_ && now - asked_ < plan_patience) return head_;
  try {
    if (!store_) {
      Diagnostics diagnostics;
      store_ = open_plan(plan_question(settings_.user), diagnostics);
      if (!store_) throw Error("plan.open", "the plan's store is not known any longer");
    }
    const plan::Head head = plan::read_head(store_->connection());
    if (head != head_ || asked_ == std::chrono::steady_clock::time_point{}) {
      plan_ = store_->state();
      head_ = head;
    }
    asked_ = now;
  } catch (const Error&) {
    store_.reset();  // the next question tries to reach it again
    throw;
  }
  return head_;
}

std::string LiveRegion::version() {
  const std::lock_guard<std::mutex> alone(state_mutex_);
  const plan::Head head = plan_head();
  return fmt::format("{}-{}-{}", data_, head.sequence, head.hash.substr(0, 8));
}

plan::State LiveRegion::plan() {
  const std::lock_guard<std::mutex> alone(state_mutex_);
  plan_head();
  return plan_;
}

void LiveRegion::plan_changed() {
  const std::lock_guard<std::mutex> alone(state_mutex_);
  asked_ = {};
  plan_head();
}

void LiveRegion::use_plan(Session& session, std::string& plan_seen) {
  const std::lock_guard<std::mutex> alone(state_mutex_);
  const std::string head = plan_head().to_string();
  if (head == plan_seen) return;
  if (plan_.size() > 0) session.use_plan(plan_of(plan_));
  plan_seen = head;
}

}  // namespace redthread::app
