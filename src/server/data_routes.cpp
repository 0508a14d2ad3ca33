// SPDX-License-Identifier: Apache-2.0
// Data: deliveries, quarantine, what is wrong in the folder, rows and who looked at them.
#include "app/check.hpp"
#include "app/fetch.hpp"
#include "app/json.hpp"
#include "app/rows.hpp"
#include "server/route.hpp"
#include "server/services.hpp"

namespace redthread::server {
namespace {

Answer deliveries(Call& call) {
  return call.region->with([&](app::Session& session) -> Answer {
    return json(app::to_json(session.deliveries(), session.owed_deliveries(),
                             app::fetched_deliveries(session, call.diagnostics)));
  });
}

Answer quarantine(Call& call) {
  return call.region->with(
      [&](app::Session& session) -> Answer { return json(app::to_json(session.quarantine())); });
}

/// Wrong folders are what is asked about, not a failure of the question.
Answer check(Call& call) {
  Diagnostics diagnostics;
  app::check_region(call.region->settings().folder, diagnostics);
  return json(app::to_json(diagnostics));
}

Answer rows(Call& call) {
  constexpr int most_rows = 1000;
  const auto limit = call.integer("limit", 100, 1, most_rows);
  if (!limit) return std::nullopt;
  return call.region->with_own([&](app::Session& session) -> Answer {
    const auto place = app::find_place(session, call.place(), call.diagnostics);
    if (!place) return std::nullopt;
    const auto figure = app::find_figure(session, {call.text("key"), call.text("column")}, *place,
                                         call.diagnostics);
    if (!figure) return std::nullopt;
    const auto questions = app::questions_of(session.catalog(), figure);
    const auto lists = app::look_at_rows(session, figure, questions, *limit, call.who());
    return json(app::rows_to_json(session, questions, lists));
  });
}

Answer looks(Call& call) {
  return call.region->with(
      [&](app::Session& session) -> Answer { return json(app::to_json(app::looks(session))); });
}

}  // namespace

std::vector<Route> data_routes() {
  using enum access::Permission;
  return {
      {.pattern = "/api/regions/{region}/deliveries",
       .summary = "Deliveries that figures rest on, and which are owed",
       .door = Route::Door::region,
       .answer = "Deliveries",
       .remembered = true,
       .handle = deliveries},
      {.pattern = "/api/regions/{region}/quarantine",
       .summary = "Delivered rows that were not taken in, and why",
       .door = Route::Door::region,
       .permission = load_data,
       .answer = "Quarantine",
       .handle = quarantine},
      {.pattern = "/api/regions/{region}/check",
       .summary = "Everything that is wrong in the region folder now, with places",
       .door = Route::Door::region,
       .permission = load_data,
       .answer = "Diagnostics",
       .handle = check},
      {.pattern = "/api/regions/{region}/rows",
       .summary = "The rows that a figure was counted from; the look is logged",
       .permission = see_rows,
       .parameters = place_parameters(
           {{"key", Parameter::Type::text, true, "a measure, an indicator, or STATEMENT/ROW"},
            {"column", Parameter::Type::text, false, "the column that it is seen through"},
            {"limit", Parameter::Type::integer, false, "at most so many; default 100"}}),
       .answer = "Rows",
       .handle = rows},
      {.pattern = "/api/regions/{region}/looks",
       .summary = "Who has looked at rows, and when",
       .door = Route::Door::region,
       .permission = see_looks,
       .answer = "Looks",
       .handle = looks},
  };
}

}  // namespace redthread::server
