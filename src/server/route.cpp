// SPDX-License-Identifier: Apache-2.0
#include "server/route.hpp"

#include <charconv>

#include <fmt/format.h>

#include "http/problem.hpp"
#include "server/desk.hpp"
#include "server/messages.hpp"
#include "server/services.hpp"

namespace redthread::server {

std::string Call::text(std::string_view name) const {
  return std::string(request.parameter(name).value_or(""));
}

std::optional<int> Call::integer(std::string_view name, int otherwise, int least, int most) {
  const auto written = request.parameter(name);
  if (!written || written->empty()) return otherwise;
  int value = 0;
  const char* end = written->data() + written->size();
  const auto [last, error] = std::from_chars(written->data(), end, value);
  if (error == std::errc() && last == end && least <= value && value <= most) return value;
  diagnostics.error(codes::bad_parameter, {.file = std::string(name)},
                    fmt::format("`{}` is not a whole number from {} to {}", name, least, most));
  return std::nullopt;
}

app::WrittenPlace Call::place() const {
  return {text("unit"), text("period"), text("organisation")};
}

bool Call::may(access::Permission permission, const std::string& unit) const {
  return visitor && services.desk->may(*visitor, permission, region, unit);
}

const std::vector<Route>& routes() {
  static const std::vector<Route> all = [] {
    std::vector<Route> together;
    for (const auto& topic :
         {session_routes, figure_routes, data_routes, plan_routes, internal_control_routes,
          report_routes, job_routes, account_routes, open_data_routes, service_routes}) {
      for (Route& route : topic()) together.push_back(std::move(route));
    }
    return together;
  }();
  return all;
}

Parameter unit_parameter() {
  return {"unit", Parameter::Type::unit, false, "an organisational unit's code; the region's own"};
}
Parameter period_parameter() {
  return {"period", Parameter::Type::period, true, "2024-T1, 2024-04, 2024-01..2024-04 ..."};
}
Parameter view_parameter() {
  return {"organisation", Parameter::Type::view, false,
          "as_was, or the day that the organisation is restated to"};
}
std::vector<Parameter> place_parameters(std::vector<Parameter> more) {
  std::vector<Parameter> all = {unit_parameter(), period_parameter(), view_parameter()};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

http::Response forbidden(const Call& call, const std::string& why) {
  return http::respond(http::Problem{.status = 403, .detail = why, .request_id = call.request.id});
}

http::Response json(std::string body) { return json(200, std::move(body)); }
http::Response json(int status, std::string body) {
  return http::respond(status, "application/json", std::move(body));
}

}  // namespace redthread::server
