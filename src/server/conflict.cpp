// SPDX-License-Identifier: Apache-2.0
#include "server/conflict.hpp"

#include <nlohmann/json.hpp>

#include "app/plan.hpp"

namespace redthread::server {

http::Response conflict(Call& call, const plan::ObjectKey& object, const plan::Fields& mine,
                        const std::string& detail) {
  using Json = nlohmann::ordered_json;
  call.region->plan_changed();
  const plan::State state = call.region->plan();
  const plan::Object* current = state.find(object);
  const Json body = {{"status", 409},
                     {"title", "Conflict"},
                     {"detail", detail},
                     {"request_id", call.request.id},
                     {"mine", Json::parse(plan::to_json(mine))},
                     {"theirs", current == nullptr ? Json() : Json::parse(app::to_json(*current))}};
  return http::respond(409, "application/problem+json", body.dump());
}

}  // namespace redthread::server
