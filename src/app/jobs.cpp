// SPDX-License-Identifier: Apache-2.0
#include "app/jobs.hpp"

#include <array>
#include <chrono>
#include <random>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/json.hpp"
#include "base/error.hpp"
#include "database/connection.hpp"
#include "database/schema.hpp"

namespace redthread::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array steps = {
    "CREATE TABLE job(id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, region TEXT NOT NULL, "
    "who TEXT NOT NULL, state TEXT NOT NULL, progress TEXT NOT NULL, result TEXT NOT NULL, "
    "problem TEXT NOT NULL, cancelled {0} NOT NULL, told_at {0} NOT NULL){1}",
};
constexpr database::Schema schema{"redthread_schema_job", steps};

/// Jobs that ended so long ago are forgotten when another one starts.
constexpr std::int64_t forgotten_after = 7LL * 24 * 3600;

std::int64_t seconds_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string new_id() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}{:08x}", random(), random(), random());
}

Json parsed_or_null(const std::string& text) {
  return text.empty() ? Json() : Json::parse(text, nullptr, /*allow_exceptions=*/false);
}

void write_end(const std::string& address, const std::string& id, const char* state,
               const std::string& result, const std::string& problem) {
  const auto connection = database::connect(address);
  connection->change(
      "UPDATE job SET state = $1, result = $2, problem = $3, told_at = $4 WHERE id = $5",
      {std::string_view(state), std::string_view(result), std::string_view(problem), seconds_now(),
       std::string_view(id)});
}

}  // namespace

std::string to_json(const Job& job) {
  return Json({{"id", job.id},
               {"kind", job.kind},
               {"region", job.region},
               {"who", job.who},
               {"state", job.state},
               {"progress", parsed_or_null(job.progress)},
               {"result", parsed_or_null(job.result)},
               {"problem", parsed_or_null(job.problem)}})
      .dump();
}

void JobProgress::tell(std::string json) {
  if (cancelled_) throw Error("job.cancelled", "the job was cancelled; nothing of it was kept");
  const std::lock_guard<std::mutex> alone(mutex_);
  text_ = std::move(json);
}

Jobs::Jobs(std::string address) : address_(std::move(address)) {
  const auto connection = database::connect(address_);
  database::migrate(*connection, schema);
  keeper_ = std::thread([this] { keep(); });
}

Jobs::~Jobs() {
  std::map<std::string, Running> last;
  {
    const std::lock_guard<std::mutex> alone(mutex_);
    is_stopping_ = true;
    for (auto& [id, job] : running_) job.progress->cancelled_ = true;
    last.swap(running_);
  }
  stops_.notify_all();
  keeper_.join();
  for (auto& [id, job] : last) job.thread.join();
}

std::optional<std::string> Jobs::start(const std::string& kind, const std::string& region,
                                       const std::string& who, Work work) {
  const std::string id = new_id();
  const std::lock_guard<std::mutex> alone(mutex_);
  if (running_.size() >= most_running || is_stopping_) return std::nullopt;
  const auto connection = database::connect(address_);
  const std::int64_t now = seconds_now();
  connection->change("DELETE FROM job WHERE told_at < $1", {now - forgotten_after});
  connection->change(
      "INSERT INTO job(id, kind, region, who, state, progress, result, problem, cancelled, "
      "told_at) "
      "VALUES ($1, $2, $3, $4, 'running', '', '', '', 0, $5)",
      {std::string_view(id), std::string_view(kind), std::string_view(region),
       std::string_view(who), now});
  Running& job = running_[id];
  job.progress = std::make_shared<JobProgress>();
  job.thread = std::thread(
      [this, id, work = std::move(work), progress = job.progress] { run(id, work, *progress); });
  return id;
}

void Jobs::run(const std::string& id, const Work& work, JobProgress& progress) {
  const char* state = "failed";
  std::string result;
  std::string problem;
  Diagnostics diagnostics;
  try {
    result = work(progress, diagnostics);
    state = diagnostics.has_errors() ? "failed" : "done";
    if (diagnostics.has_errors()) problem = to_json(diagnostics);
  } catch (const Error& error) {
    if (error.code() == "job.cancelled") {
      state = "cancelled";
    } else {
      problem = error_to_json(error.code(), error.what(), error.context());
    }
  } catch (const std::exception&) {
    problem = error_to_json("internal", "something went wrong inside the program", {});
  }
  try {
    write_end(address_, id, state, result, problem);
  } catch (const Error&) {
    // The database is away: the row goes silent, and is told as failed.
  }
  const std::lock_guard<std::mutex> alone(mutex_);
  if (const auto found = running_.find(id); found != running_.end()) found->second.is_over = true;
}

void Jobs::keep() {
  constexpr std::chrono::milliseconds pace{300};
  std::unique_lock<std::mutex> lock(mutex_);
  while (!is_stopping_) {
    stops_.wait_for(lock, pace);
    if (running_.empty()) continue;
    std::vector<std::thread> over;
    for (auto job = running_.begin(); job != running_.end();) {
      if (!job->second.is_over) {
        ++job;
        continue;
      }
      over.push_back(std::move(job->second.thread));
      job = running_.erase(job);
    }
    lock.unlock();
    for (std::thread& thread : over) thread.join();
    try {
      keep_once();
    } catch (const Error&) {
      // The database is away; what runs goes on, and is told when it is back.
    }
    lock.lock();
  }
}

void Jobs::keep_once() {
  std::map<std::string, std::shared_ptr<JobProgress>> jobs;
  {
    const std::lock_guard<std::mutex> alone(mutex_);
    for (const auto& [id, job] : running_) jobs.emplace(id, job.progress);
  }
  if (jobs.empty()) return;
  const auto connection = database::connect(address_);
  for (const auto& [id, progress] : jobs) {
    std::string text;
    {
      const std::lock_guard<std::mutex> alone(progress->mutex_);
      text = progress->text_;
    }
    connection->change(
        "UPDATE job SET progress = $1, told_at = $2 WHERE id = $3 AND state = 'running'",
        {std::string_view(text), seconds_now(), std::string_view(id)});
    const auto rows =
        connection->query("SELECT cancelled FROM job WHERE id = $1", {std::string_view(id)});
    if (rows->next() && rows->integer(0) != 0) progress->cancelled_ = true;
  }
}

std::optional<Job> Jobs::find(const std::string& id) {
  const auto connection = database::connect(address_);
  const auto rows = connection->query(
      "SELECT kind, region, who, state, progress, result, problem, told_at FROM job WHERE id = $1",
      {std::string_view(id)});
  if (!rows->next()) return std::nullopt;
  const auto text = [&](int column) { return std::string(rows->text(column)); };
  Job job{.id = id,
          .kind = text(0),
          .region = text(1),
          .who = text(2),
          .state = text(3),
          .progress = text(4),
          .result = text(5),
          .problem = text(6)};
  if (!job.is_over() && rows->integer(7) + silence < seconds_now()) {
    job.state = "failed";
    job.problem = error_to_json("job.lost", "the server that worked on it has stopped", {});
  }
  return job;
}

bool Jobs::cancel(const std::string& id) {
  const auto job = find(id);
  if (!job || job->is_over()) return false;
  database::connect(address_)->change("UPDATE job SET cancelled = 1 WHERE id = $1",
                                      {std::string_view(id)});
  return true;
}

std::size_t Jobs::running() const {
  const std::lock_guard<std::mutex> alone(mutex_);
  return running_.size();
}

}  // namespace redthread::app
