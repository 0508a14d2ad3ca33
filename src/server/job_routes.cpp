// SPDX-License-Identifier: Apache-2.0
// What takes longer than a request: a load; how jobs go, as an answer and as an event stream.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "http/problem.hpp"
#include "server/jobs.hpp"
#include "server/messages.hpp"
#include "server/route.hpp"
#include "server/services.hpp"

namespace redthread::server {
namespace {

using Json = nlohmann::ordered_json;

std::string load(app::LiveRegion& region, const std::string& who, app::JobProgress& progress,
                 Diagnostics& diagnostics) {
  const auto tell = [&](const warehouse::LoadProgress& now) {
    progress.tell(Json({{"done", now.bytes_before + now.bytes_of_file},
                        {"total", now.bytes},
                        {"unit", "bytes"},
                        {"text", now.file},
                        {"rows", now.rows_of_file}})
                      .dump());
  };
  if (!region.reload(who, tell, diagnostics)) return {};
  return Json({{"version", region.version()}}).dump();
}

Answer start_load(Call& call) {
  app::LiveRegion& region = *call.region;
  return started(call, "load",
                 [&region, who = call.who()](app::JobProgress& progress, Diagnostics& diagnostics) {
                   return load(region, who, progress, diagnostics);
                 });
}

/// The job of the address; nullopt with a diagnostic when it is none of a region that the visitor
/// has a part in.
std::optional<app::Job> found(Call& call) {
  auto job = call.services.jobs->find(call.at("job"));
  const auto region = job ? call.services.regions.find(job->region) : call.services.regions.end();
  const bool is_theirs = region != call.services.regions.end() &&
                         call.services.desk->may_anywhere(
                             *call.visitor, access::Permission::see_figures, region->second.get());
  if (is_theirs) return job;
  call.diagnostics.error(codes::not_found, {.file = "job"}, "there is no such job");
  return std::nullopt;
}

Answer show(Call& call) {
  const auto job = found(call);
  if (!job) return std::nullopt;
  return json(app::to_json(*job));
}

Answer cancel(Call& call) {
  const auto job = found(call);
  if (!job) return std::nullopt;
  if (job->who != call.who() && !call.may(access::Permission::administer, "")) {
    return forbidden(call, "the job is somebody else's");
  }
  if (!call.services.jobs->cancel(job->id)) {
    return http::respond(http::Problem{
        .status = 409, .detail = "the job is over already", .request_id = call.request.id});
  }
  return json(202, app::to_json(*call.services.jobs->find(job->id)));
}

Answer events(Call& call) {
  const auto job = found(call);
  if (!job) return std::nullopt;
  return call.services.watch->stream("job " + job->id);
}

Answer region_events(Call& call) {
  return call.services.watch->stream("region " + call.region->key());
}

}  // namespace

std::vector<Route> job_routes() {
  using enum access::Permission;
  return {
      {.method = "POST",
       .pattern = "/api/regions/{region}/load",
       .summary = "Takes in new and corrected deliveries, and reads the catalog again",
       .door = Route::Door::unit,
       .permission = load_data,
       .answer = "StartedJob",
       .status = 202,
       .handle = start_load},
      {.pattern = "/api/jobs/{job}",
       .summary = "How a job goes",
       .door = Route::Door::account,
       .answer = "Job",
       .handle = show},
      {.method = "DELETE",
       .pattern = "/api/jobs/{job}",
       .summary = "Cancels a job; nothing of it is kept",
       .door = Route::Door::account,
       .answer = "Job",
       .status = 202,
       .handle = cancel},
      {.pattern = "/api/jobs/{job}/events",
       .summary = "How a job goes, as events `progress`, then `done`, `failed` or `cancelled`",
       .door = Route::Door::account,
       .media = "text/event-stream",
       .handle = events},
      {.pattern = "/api/regions/{region}/events",
       .summary = "An event `version` whenever figures or plan have changed",
       .door = Route::Door::region,
       .media = "text/event-stream",
       .handle = region_events},
  };
}

}  // namespace redthread::server
