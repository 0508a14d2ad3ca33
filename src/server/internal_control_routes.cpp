// SPDX-License-Identifier: Apache-2.0
// A year of internal control: the matrix and the calendar, rolled over, adopted, assured.
#include "app/clock.hpp"
#include "app/plan_year.hpp"
#include "app/views/control_overview.hpp"
#include "http/json_body.hpp"
#include "server/route.hpp"

namespace redthread::server {
namespace {

Answer overview(Call& call) {
  const auto period = app::find_period(call.text("period"), call.diagnostics);
  if (!period) return std::nullopt;
  const Date today = Date::parse(app::utc_now().substr(0, 10)).value();
  return json(app::to_json(app::control_overview(call.region->plan(), *period, today)));
}

Answer committed(Call& call, const std::optional<plan::Committed>& done) {
  if (!done) return std::nullopt;
  call.region->plan_changed();
  return json(app::to_json(*done));
}

Answer roll_over(Call& call) {
  http::JsonBody body(call.request.body, call.diagnostics);
  const auto year = static_cast<int>(body.integer("year", 0));
  if (!body.finish()) return std::nullopt;
  return committed(call, app::rollover_plan(call.plan_question(), year, call.diagnostics));
}

Answer make_occurrences(Call& call) {
  http::JsonBody body(call.request.body, call.diagnostics);
  const std::string period = body.required_text("period");
  if (!body.finish()) return std::nullopt;
  return committed(call, app::make_occurrences(call.plan_question(), period, call.diagnostics));
}

using Decide = std::optional<std::string> (*)(const app::PlanQuestion&, const app::PlanDecision&,
                                              Diagnostics&);
template <Decide Take>
Answer decision(Call& call) {
  http::JsonBody body(call.request.body, call.diagnostics);
  const app::PlanDecision taken{.year = static_cast<int>(body.integer("year", 0)),
                                .day = body.text("day"),
                                .decision = body.required_text("decision"),
                                .text = body.text("text")};
  if (!body.finish()) return std::nullopt;
  const auto hash = Take(call.plan_question(), taken, call.diagnostics);
  if (!hash) return std::nullopt;
  call.region->plan_changed();
  return json("{\"sha256\":\"" + *hash + "\"}");
}

Answer adoption(Call& call) {
  const auto year = call.integer("year", 0, 1900, 3000);
  if (!year) return std::nullopt;
  const auto report = app::plan_adoption(call.plan_question(), *year, call.diagnostics);
  if (!report) return std::nullopt;
  return json(app::to_json(*report));
}

}  // namespace

std::vector<Route> internal_control_routes() {
  using enum access::Permission;
  return {
      {.pattern = "/api/regions/{region}/internal-control",
       .summary = "The risk matrix at a period's end, and the control calendar of its year",
       .door = Route::Door::region,
       .permission = see_plan,
       .parameters = {period_parameter()},
       .answer = "InternalControl",
       .handle = overview},
      {.pattern = "/api/regions/{region}/internal-control/adoption",
       .summary = "How adoption and assurance of a year stand",
       .door = Route::Door::region,
       .permission = see_plan,
       .parameters = {{"year", Parameter::Type::integer, true, "2024"}},
       .answer = "Adoption",
       .handle = adoption},
      {.method = "POST",
       .pattern = "/api/regions/{region}/internal-control/rollover",
       .summary = "Rolls the year before over",
       .door = Route::Door::unit,
       .permission = edit_plan,
       .body = "Year",
       .answer = "Committed",
       .handle = roll_over},
      {.method = "POST",
       .pattern = "/api/regions/{region}/internal-control/occurrences",
       .summary = "Makes the occurrences of controls that are due in a period",
       .door = Route::Door::unit,
       .permission = edit_plan,
       .body = "PeriodOnly",
       .answer = "Committed",
       .handle = make_occurrences},
      {.method = "POST",
       .pattern = "/api/regions/{region}/internal-control/adopt",
       .summary = "Adopts the plan of a year; the answer is the hash that it is bound to",
       .door = Route::Door::unit,
       .permission = sign,
       .body = "Decision",
       .answer = "Hash",
       .handle = decision<app::adopt_plan>},
      {.method = "POST",
       .pattern = "/api/regions/{region}/internal-control/assure",
       .summary = "Assures an adopted plan and its follow-up",
       .door = Route::Door::unit,
       .permission = sign,
       .body = "Decision",
       .answer = "Hash",
       .handle = decision<app::assure_plan>},
  };
}

}  // namespace redthread::server
