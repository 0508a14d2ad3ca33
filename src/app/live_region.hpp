// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "app/plan.hpp"
#include "app/session.hpp"
#include "base/diagnostics.hpp"
#include "plan/store.hpp"

namespace redthread::app {

/// A region that a server keeps open: its figures in memory, its plan as the store has it, both
/// replaced when they change. Safe from all threads.
///
/// What is seen is always one state: figures of one warehouse with one plan. Other servers may
/// change the plan at any time; it is looked after at most `plan_patience` later. Nothing that
/// another server needs is kept here.
class LiveRegion {
 public:
  struct Settings {
    std::string folder;
    std::string warehouse;  ///< as OpenOptions has it
    std::string store;      ///< of the plan, as PlanQuestion has it
    std::string user;       ///< who loads
  };
  static constexpr std::chrono::milliseconds plan_patience{200};

  /// Opens the region, takes in what is new in data/ and, when the store is empty, the files of
  /// plan/. nullptr with diagnostics when anything in the folder is wrong. Throws what opening the
  /// warehouse or the store throws.
  static std::unique_ptr<LiveRegion> open(Settings settings, Diagnostics& diagnostics);

  const std::string& key() const { return key_; }
  const Settings& settings() const { return settings_; }
  /// For commands on the plan's store.
  PlanQuestion plan_question(std::string who, std::string reason = {}) const {
    return {settings_.folder, settings_.store, std::move(who), std::move(reason)};
  }

  /// What every answer rests on, as a word: catalog, deliveries, plan. Equal words, equal answers,
  /// on every server. Throws `plan.*` when the store cannot be asked.
  std::string version();
  /// The plan as it is now; cheap to copy and never changed.
  plan::State plan();
  /// The organisation as the catalog has it; never changed.
  std::shared_ptr<const Organisation> organisation() const;
  /// Name, and unit that is meant when none is named.
  LocalText name() const;
  std::string own_unit() const;
  /// Somebody changed the plan here: the next question sees it at once.
  void plan_changed();

  /// Runs `work(Session&)` with the region as it is, one at a time: for what is quick.
  template <typename Work>
  decltype(auto) with(Work&& work) {
    const std::lock_guard<std::mutex> alone(session_mutex_);
    use_plan(*session_, session_plan_);
    FigureBound bound(*session_);
    return std::forward<Work>(work)(*session_);
  }
  /// The same with a session beside, so that what takes long keeps nobody waiting.
  template <typename Work>
  decltype(auto) with_own(Work&& work) {
    const std::lock_guard<std::mutex> alone(own_mutex_);
    open_own();
    FigureBound bound(*own_session_);
    return std::forward<Work>(work)(*own_session_);
  }

  /// Reads the folder and its deliveries again, and shows the outcome when all of it is right.
  /// False with diagnostics when it is not: what was shown stays. `progress` may throw to give up.
  bool reload(const std::string& who,
              const std::function<void(const warehouse::LoadProgress&)>& progress,
              Diagnostics& diagnostics);

 private:
  /// Lets figures that were made go when they have become very many.
  class FigureBound {
   public:
    explicit FigureBound(Session& session) : session_(session) {}
    ~FigureBound();
    FigureBound(const FigureBound&) = delete;
    FigureBound& operator=(const FigureBound&) = delete;

   private:
    Session& session_;
  };

  explicit LiveRegion(Settings settings) : settings_(std::move(settings)) {}
  void take(Session session);
  void open_own();
  void use_plan(Session& session, std::string& plan_seen);
  plan::Head plan_head();

  Settings settings_;
  std::string key_;

  std::mutex session_mutex_;  // session_, session_plan_
  std::optional<Session> session_;
  std::string session_plan_;  ///< head of the plan that the session shows

  std::mutex own_mutex_;  // own_session_, own_data_
  std::optional<Session> own_session_;
  std::string own_data_;

  std::mutex warehouse_mutex_;  // the warehouse file: one loads at a time

  mutable std::mutex state_mutex_;  // all below
  std::string data_;                ///< what the session's catalog and deliveries are, as a word
  std::shared_ptr<const Organisation> organisation_;
  LocalText name_;
  std::string own_unit_;
  std::unique_ptr<plan::Store> store_;
  plan::State plan_;
  plan::Head head_;
  std::chrono::steady_clock::time_point asked_;
};

}  // namespace redthread::app
