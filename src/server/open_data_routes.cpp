// SPDX-License-Identifier: Apache-2.0
// Open data: what published reports say, without a login.
#include "app/open_data.hpp"
#include "server/route.hpp"

namespace redthread::server {
namespace {

/// From any page in the world: it is public, and says the same to everybody.
http::Response open(std::string media, std::string body) {
  http::Response answer = http::respond(200, std::move(media), std::move(body));
  answer.headers.push_back({"Access-Control-Allow-Origin", "*"});
  return answer;
}

template <typename Say>
Answer say(Call& call, const char* media, Say&& text_of) {
  const auto data = app::open_data(call.region->plan_question("open data"), "", call.diagnostics);
  if (!data) return std::nullopt;
  return open(media, text_of(*data));
}

app::OpenDataFilter filter_of(const Call& call) {
  const auto part = [&](const char* name) {
    const auto found = call.path.find(name);
    return found != call.path.end() ? found->second : call.text(name);
  };
  return {.kpi = part("kpi"), .unit = part("unit"), .period = part("period")};
}

Answer kpis(Call& call) { return say(call, "application/json", app::kpis_to_json); }
Answer units(Call& call) { return say(call, "application/json", app::units_to_json); }
Answer values(Call& call) {
  return say(call, "application/json",
             [&](const app::OpenData& data) { return app::values_to_json(data, filter_of(call)); });
}
Answer values_csv(Call& call) {
  return say(call, "text/csv; charset=utf-8",
             [&](const app::OpenData& data) { return app::values_to_csv(data, filter_of(call)); });
}

Parameter filter(const char* name, const char* meaning) {
  return {name, Parameter::Type::text, false, meaning};
}

}  // namespace

std::vector<Route> open_data_routes() {
  const std::vector<Parameter> filters = {filter("kpi", "only this measure or indicator"),
                                          filter("unit", "only this unit"),
                                          filter("period", "only this period")};
  constexpr const char* csv = "text/csv; charset=utf-8";
  using Door = Route::Door;
  return {
      {.pattern = "/open/{region}/v1/kpi",
       .summary = "Measures and indicators of published reports",
       .door = Door::open,
       .answer = "OpenKpis",
       .remembered = true,
       .handle = kpis},
      {.pattern = "/open/{region}/v1/unit",
       .summary = "Organisational units of published reports",
       .door = Door::open,
       .answer = "OpenUnits",
       .remembered = true,
       .handle = units},
      {.pattern = "/open/{region}/v1/data",
       .summary = "Published values",
       .door = Door::open,
       .parameters = filters,
       .answer = "OpenValues",
       .remembered = true,
       .handle = values},
      {.pattern = "/open/{region}/v1/data.csv",
       .summary = "Published values as CSV",
       .door = Door::open,
       .parameters = filters,
       .media = csv,
       .remembered = true,
       .handle = values_csv},
      {.pattern = "/open/{region}/v1/data/kpi/{kpi}/unit/{unit}",
       .summary = "Published values of a measure and a unit",
       .door = Door::open,
       .answer = "OpenValues",
       .remembered = true,
       .handle = values},
      {.pattern = "/open/{region}/v1/data/kpi/{kpi}/unit/{unit}/period/{period}",
       .summary = "A published value",
       .door = Door::open,
       .answer = "OpenValues",
       .remembered = true,
       .handle = values},
  };
}

}  // namespace redthread::server
