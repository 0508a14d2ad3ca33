// SPDX-License-Identifier: Apache-2.0
// Figures, tables, scorecards, goals, and what follows from them.
#include "app/json.hpp"
#include "app/score_history.hpp"
#include "app/views/deviations.hpp"
#include "app/views/overview.hpp"
#include "app/views/search.hpp"
#include "app/views/series.hpp"
#include "app/views/table_export.hpp"
#include "server/messages.hpp"
#include "server/route.hpp"
#include "server/services.hpp"

namespace redthread::server {
namespace {

constexpr int most_months = 120;

/// Asks the region's figures about the call's place.
template <typename Ask>
Answer at_place(Call& call, Ask&& ask) {
  return call.region->with([&](app::Session& session) -> Answer {
    const auto place = app::find_place(session, call.place(), call.diagnostics);
    if (!place) return std::nullopt;
    return ask(session, *place);
  });
}

Answer overview(Call& call) {
  return call.region->with([&](app::Session& session) -> Answer {
    return json(app::to_json(app::overview_of(session), call.language));
  });
}

Answer scorecard(Call& call) {
  const auto months = call.integer("months", 0, 0, most_months);
  if (!months) return std::nullopt;
  return at_place(call, [&](app::Session& session, const app::Place& place) -> Answer {
    const auto card = app::find_scorecard(session, call.text("goal"), place, call.diagnostics);
    if (!card) return std::nullopt;
    std::vector<app::ScoreHistory> histories;
    if (*months > 0) {
      std::vector<std::string> indicators;
      for (const ScorecardRow& row : card->rows) indicators.push_back(row.indicator);
      histories = app::score_histories(session, indicators, place, *months);
    }
    return json(app::to_json(*card, histories, call.language));
  });
}

Answer statement(Call& call) {
  return at_place(call, [&](app::Session& session, const app::Place& place) -> Answer {
    const auto table = app::find_statement(session, call.at("key"), place, call.diagnostics);
    if (!table) return std::nullopt;
    return json(app::to_json(*table, call.language));
  });
}

Answer statement_workbook(Call& call) {
  return at_place(call, [&](app::Session& session, const app::Place& place) -> Answer {
    const auto bytes =
        app::table_workbook(session, call.at("key"), place, call.services.press, call.diagnostics);
    if (!bytes) return std::nullopt;
    http::Response answer = http::respond(
        200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", *bytes);
    answer.headers.push_back(
        {"Content-Disposition",
         "attachment; filename=\"" + call.at("key") + "-" + place.period.to_string() + ".xlsx\""});
    return answer;
  });
}

Answer figure(Call& call) {
  return at_place(call, [&](app::Session& session, const app::Place& place) -> Answer {
    const auto found =
        app::find_figure(session, {call.text("key"), call.text("column")}, place, call.diagnostics);
    if (!found) return std::nullopt;
    return json(app::thread_to_json(found, app::compared(session, call.text("key"), place), session,
                                    call.language));
  });
}

Answer series(Call& call) {
  const auto months = call.integer("months", 36, 1, most_months);
  if (!months) return std::nullopt;
  return at_place(call, [&](app::Session& session, const app::Place& place) -> Answer {
    const auto found =
        app::find_series(session, call.text("key"), place, *months, call.diagnostics);
    if (!found) return std::nullopt;
    return json(app::to_json(*found, call.language));
  });
}

Answer deviating(Call& call) {
  const auto limit = call.integer("limit", 5, 1, 50);
  const std::string against = call.text("against");
  if (!against.empty() && against != "budget" && against != "previous") {
    call.diagnostics.error(codes::bad_parameter, {.file = "against"},
                           "`against` is neither budget nor previous");
  }
  if (!limit || call.diagnostics.has_errors()) return std::nullopt;
  return at_place(call, [&](app::Session& session, const app::Place& place) -> Answer {
    return json(app::to_json(
        app::deviations(session, place,
                        against == "previous" ? app::Against::previous : app::Against::budget,
                        static_cast<std::size_t>(*limit)),
        call.language));
  });
}

Answer goals(Call& call) {
  return at_place(call, [&](app::Session& session, const app::Place& place) -> Answer {
    return json(
        app::to_json(session.evaluator(place.view).goals(place.unit, place.period), call.language));
  });
}

Answer findings(Call& call) {
  return at_place(call, [&](app::Session& session, const app::Place& place) -> Answer {
    return json(app::to_json(session.evaluator(place.view).findings(place.unit, place.period),
                             call.language));
  });
}

Answer found_by_name(Call& call) {
  const plan::State plan = call.region->plan();
  return call.region->with([&](app::Session& session) -> Answer {
    return json(app::to_json(app::search(session, plan, call.text("q"), call.language)));
  });
}

constexpr Parameter key_parameter = {"key", Parameter::Type::text, true,
                                     "a measure, an indicator, or STATEMENT/ROW"};

}  // namespace

std::vector<Route> figure_routes() {
  return {
      {.pattern = "/api/regions/{region}",
       .summary = "Units, periods, tables, indicators, goals and reports of a region",
       .door = Route::Door::region,
       .answer = "RegionOverview",
       .remembered = true,
       .handle = overview},
      {.pattern = "/api/regions/{region}/scorecard",
       .summary = "Indicators with target, status, trend and the last months",
       .parameters = place_parameters(
           {{"goal", Parameter::Type::text, false, "only of this goal"},
            {"months", Parameter::Type::integer, false, "so many months of outcomes beside it"}}),
       .answer = "Scorecard",
       .remembered = true,
       .handle = scorecard},
      {.pattern = "/api/regions/{region}/statements/{key}.xlsx",
       .summary = "A report table as a workbook",
       .parameters = place_parameters(),
       .media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
       .handle = statement_workbook},
      {.pattern = "/api/regions/{region}/statements/{key}",
       .summary = "A report table",
       .parameters = place_parameters(),
       .answer = "Statement",
       .remembered = true,
       .handle = statement},
      {.pattern = "/api/regions/{region}/figure",
       .summary = "A figure with its whole thread, and what it is compared with",
       .parameters = place_parameters(
           {key_parameter, {"column", Parameter::Type::text, false, "e.g. ytd_budget_deviation"}}),
       .answer = "ThreadedFigure",
       .remembered = true,
       .handle = figure},
      {.pattern = "/api/regions/{region}/series",
       .summary = "A figure over time: outcome, budget, forecast, last year, R12",
       .parameters = place_parameters(
           {key_parameter, {"months", Parameter::Type::integer, false, "how many; default 36"}}),
       .answer = "Series",
       .remembered = true,
       .handle = series},
      {.pattern = "/api/regions/{region}/deviations",
       .summary = "What deviates most to the worse, broken down by unit and line",
       .parameters = place_parameters(
           {{"against", Parameter::Type::text, false, "budget (default) or previous"},
            {"limit", Parameter::Type::integer, false, "so many of money, and of all else"}}),
       .answer = "Deviations",
       .remembered = true,
       .handle = deviating},
      {.pattern = "/api/regions/{region}/goals",
       .summary = "The goal tree with attainment, parents before children",
       .parameters = place_parameters(),
       .answer = "Goals",
       .remembered = true,
       .handle = goals},
      {.pattern = "/api/regions/{region}/findings",
       .summary = "What is said twice and differently",
       .parameters = place_parameters(),
       .answer = "Findings",
       .remembered = true,
       .handle = findings},
      {.pattern = "/api/regions/{region}/search",
       .summary = "What there is by name or key",
       .door = Route::Door::region,
       .parameters = {{"q", Parameter::Type::text, true, "the words that were typed"}},
       .answer = "Hits",
       .handle = found_by_name},
  };
}

}  // namespace redthread::server
