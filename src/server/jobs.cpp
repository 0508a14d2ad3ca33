// SPDX-License-Identifier: Apache-2.0
#include "server/jobs.hpp"

#include "http/problem.hpp"
#include "server/services.hpp"

namespace redthread::server {

Answer started(Call& call, const std::string& kind, app::Jobs::Work work) {
  const auto id = call.services.jobs->start(kind, call.region->key(), call.who(), std::move(work));
  if (!id) {
    http::Response busy = http::respond(http::Problem{
        .status = 503, .detail = "too many jobs run already", .request_id = call.request.id});
    busy.headers.push_back({"Retry-After", "30"});
    return busy;
  }
  http::Response answer = json(202, "{\"job\":\"" + *id + "\"}");
  answer.headers.push_back({"Location", "/api/jobs/" + *id});
  return answer;
}

}  // namespace redthread::server
