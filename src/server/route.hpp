// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/permission.hpp"
#include "app/live_region.hpp"
#include "app/questions.hpp"
#include "base/diagnostics.hpp"
#include "base/language.hpp"
#include "http/message.hpp"
#include "server/visitor.hpp"

namespace redthread::server {

struct Services;

/// What a parameter of a query means, for the check, for OpenAPI and for who reads it.
struct Parameter {
  enum class Type { text, integer, period, unit, view, language };
  const char* name;
  Type type = Type::text;
  bool required = false;
  const char* meaning = "";
};

/// A request on its way through a route: who asks, what, about which region.
class Call {
 public:
  const http::Request& request;
  Services& services;
  std::map<std::string, std::string> path;  ///< `{name}` of the pattern -> its text
  app::LiveRegion* region = nullptr;        ///< of `{region}`; nullptr when the route has none
  std::optional<Visitor> visitor;           ///< nullopt where no login is needed
  Language language = Language::swedish;
  /// What is wrong with the request; errors here make the answer a problem.
  Diagnostics diagnostics;

  /// A query parameter; empty when it was not given.
  std::string text(std::string_view name) const;
  /// A whole number of the query within bounds, `otherwise` when it was not given; a diagnostic and
  /// nullopt when it is none.
  std::optional<int> integer(std::string_view name, int otherwise, int least, int most);
  const std::string& at(const std::string& name) const { return path.at(name); }
  /// `unit`, `period` and `organisation` of the query.
  app::WrittenPlace place() const;
  const std::string& who() const { return visitor->login; }
  app::PlanQuestion plan_question(std::string reason = {}) const {
    return region->plan_question(who(), std::move(reason));
  }
  /// Whether the visitor may do this to a unit of the region; an empty code is the region's root.
  bool may(access::Permission permission, const std::string& unit) const;
};

/// The answer; nullopt says that the call's diagnostics tell what is wrong.
using Answer = std::optional<http::Response>;

/// One address of the API.
struct Route {
  /// Who may come here.
  enum class Door {
    open,     ///< everybody
    account,  ///< who is logged in
    region,   ///< who has the permission anywhere in the region
    unit,     ///< who has it for the unit of the query (the region's own when it names none)
  };
  const char* method = "GET";
  const char* pattern = "/";  ///< `/api/regions/{region}/plan/{kind}`
  const char* summary = "";
  Door door = Door::unit;
  access::Permission permission = access::Permission::see_figures;
  std::vector<Parameter> parameters = {};
  const char* body = "";    ///< the schema of the request's JSON; empty = none
  const char* answer = "";  ///< the schema of the answer's JSON; empty = see `media`
  const char* media = "application/json";
  int status = 200;  ///< when all went well
  /// The same for everybody who may come here, until the region's version changes: answered from
  /// memory, with an ETag.
  bool remembered = false;
  Answer (*handle)(Call&) = nullptr;
};

/// All routes of the API, by topic; the order is that of the documentation.
const std::vector<Route>& routes();

std::vector<Route> session_routes();
std::vector<Route> figure_routes();
std::vector<Route> data_routes();
std::vector<Route> plan_routes();
std::vector<Route> internal_control_routes();
std::vector<Route> report_routes();
std::vector<Route> job_routes();
std::vector<Route> account_routes();
std::vector<Route> open_data_routes();
std::vector<Route> service_routes();

/// Parameters that many routes share.
Parameter unit_parameter();
Parameter period_parameter();
Parameter view_parameter();
std::vector<Parameter> place_parameters(std::vector<Parameter> more = {});

/// 403: the visitor's roles do not allow it; or what else is said.
http::Response forbidden(const Call& call,
                         const std::string& why = "your roles do not allow this here");
/// `200 application/json`.
http::Response json(std::string body);
http::Response json(int status, std::string body);

}  // namespace redthread::server
