// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/diagnostics.hpp"

namespace redthread::app {

/// What takes longer than a request may: a load, a freeze. How it goes stands in the plan's
/// database, so that any server can be asked about it and can cancel it.
struct Job {
  std::string id;
  std::string kind;    ///< `load`, `freeze`
  std::string region;  ///< key
  std::string who;
  std::string state;     ///< `running`, `done`, `failed`, `cancelled`
  std::string progress;  ///< a JSON object; empty = nothing was told yet
  std::string result;    ///< a JSON object, of a job that is done
  std::string problem;   ///< JSON with diagnostics, or with `message`, of one that failed
  bool is_over() const { return state != "running"; }
};
std::string to_json(const Job& job);

/// What a job's work tells while it runs. Safe from all threads.
class JobProgress {
 public:
  /// `json`: an object. Throws Error `job.cancelled` when the job was cancelled meanwhile: the work
  /// lets it through, and what it did is rolled back on the way.
  void tell(std::string json);

 private:
  friend class Jobs;
  std::atomic<bool> cancelled_{false};
  std::mutex mutex_;  // text_
  std::string text_;
};

/// Starts jobs, each on a thread of its own, and keeps their rows in the database. Safe from all
/// threads. A job whose server died is told as failed once it has been silent for `silence`
/// seconds.
class Jobs {
 public:
  /// Gives the result as JSON; what is wrong is a diagnostic, or an Error.
  using Work = std::function<std::string(JobProgress&, Diagnostics&)>;
  static constexpr std::size_t most_running = 4;
  static constexpr std::int64_t silence = 60;

  /// `address`: of the database (database/connection.hpp). Makes the table when there is none.
  explicit Jobs(std::string address);
  /// Cancels what runs, and waits for it.
  ~Jobs();
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  /// The id; nullopt when too many run already.
  std::optional<std::string> start(const std::string& kind, const std::string& region,
                                   const std::string& who, Work work);
  std::optional<Job> find(const std::string& id);
  /// False when there is no such job, or it is over.
  bool cancel(const std::string& id);
  std::size_t running() const;

 private:
  struct Running {
    std::shared_ptr<JobProgress> progress;
    std::thread thread;
    bool is_over = false;
  };
  void run(const std::string& id, const Work& work, JobProgress& progress);
  void keep();
  void keep_once();

  const std::string address_;
  mutable std::mutex mutex_;  // all below
  std::condition_variable stops_;
  std::map<std::string, Running> running_;
  bool is_stopping_ = false;
  std::thread keeper_;  ///< writes how it goes, and reads what was cancelled
};

}  // namespace redthread::app
