// SPDX-License-Identifier: Apache-2.0
#include "server/openapi.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "server/route.hpp"

namespace redthread::server {
namespace {

using Json = nlohmann::ordered_json;

Json reference(const std::string& schema) { return {{"$ref", "#/components/schemas/" + schema}}; }

Json type_of(Parameter::Type type) {
  switch (type) {
    case Parameter::Type::integer:
      return {{"type", "integer"}};
    case Parameter::Type::language:
      return {{"type", "string"}, {"enum", {"sv", "en"}}};
    case Parameter::Type::text:
    case Parameter::Type::period:
    case Parameter::Type::unit:
    case Parameter::Type::view:
      break;
  }
  return {{"type", "string"}};
}

Json parameters_of(const Route& route) {
  Json all = Json::array();
  const std::string pattern = route.pattern;
  for (std::size_t open = pattern.find('{'); open != std::string::npos;
       open = pattern.find('{', open + 1)) {
    const std::size_t close = pattern.find('}', open);
    all.push_back({{"name", pattern.substr(open + 1, close - open - 1)},
                   {"in", "path"},
                   {"required", true},
                   {"schema", {{"type", "string"}}}});
  }
  for (const Parameter& parameter : route.parameters) {
    all.push_back({{"name", parameter.name},
                   {"in", "query"},
                   {"required", parameter.required},
                   {"description", parameter.meaning},
                   {"schema", type_of(parameter.type)}});
  }
  if (route.door != Route::Door::open) {
    all.push_back({{"name", "lang"},
                   {"in", "query"},
                   {"required", false},
                   {"description", "the language of texts"},
                   {"schema", type_of(Parameter::Type::language)}});
  }
  return all;
}

Json problem(const char* meaning, const char* schema = "Problem") {
  return {{"description", meaning},
          {"content", {{"application/problem+json", {{"schema", reference(schema)}}}}}};
}

Json responses_of(const Route& route) {
  Json well = {{"description", "done"}};
  if (*route.answer != '\0') {
    well["content"] = {{route.media, {{"schema", reference(route.answer)}}}};
  } else if (route.status != 204) {
    well["content"] = {{route.media, Json::object()}};
  }
  Json all = {{std::to_string(route.status), std::move(well)}};
  if (route.remembered) all["304"] = {{"description", "as it was seen (If-None-Match)"}};
  const bool can_be_wrong = !route.parameters.empty() || *route.body != '\0';
  if (can_be_wrong) all["400"] = problem("a parameter or the body is wrong");
  if (route.door != Route::Door::open) all["401"] = problem("nobody is logged in");
  if (route.door == Route::Door::region || route.door == Route::Door::unit) {
    all["403"] = problem("the visitor's roles do not allow it");
    all["404"] = problem("what is named does not exist");
  }
  if (*route.body != '\0') {
    all["409"] = problem("somebody has changed it meanwhile", "Conflict");
    all["422"] = problem("it breaks a rule");
  }
  all["503"] = problem("the plan's store cannot be reached, or too much is asked at once");
  return all;
}

/// `GET /api/regions/{region}/statements/{key}` -> `getRegionStatement...`: unique and readable.
std::string name_of(const Route& route) {
  std::string name = route.method;
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  bool starts_word = true;
  for (const char character : std::string(route.pattern)) {
    if (std::isalnum(static_cast<unsigned char>(character)) == 0) {
      starts_word = true;
      continue;
    }
    name += starts_word ? static_cast<char>(std::toupper(static_cast<unsigned char>(character)))
                        : character;
    starts_word = false;
  }
  return name;
}

const char* door_words(const Route& route) {
  switch (route.door) {
    case Route::Door::open:
      return "Open to everybody.";
    case Route::Door::account:
      return "For who is logged in.";
    case Route::Door::region:
      return "Needs the permission anywhere in the region:";
    case Route::Door::unit:
      break;
  }
  return "Needs the permission at the unit (the region's own when none is named):";
}

Json operation_of(const Route& route) {
  std::string description = door_words(route);
  const bool needs_permission =
      route.door == Route::Door::region || route.door == Route::Door::unit;
  if (needs_permission) {
    description += fmt::format(" `{}`.", access::word_of(route.permission));
  }
  Json operation = {{"operationId", name_of(route)},
                    {"summary", route.summary},
                    {"description", std::move(description)},
                    {"parameters", parameters_of(route)}};
  if (*route.body != '\0') {
    operation["requestBody"] = {
        {"required", true},
        {"content", {{"application/json", {{"schema", reference(route.body)}}}}}};
  }
  operation["responses"] = responses_of(route);
  if (route.door != Route::Door::open) operation["security"] = {{{"session", Json::array()}}};
  return operation;
}

}  // namespace

std::string openapi() {
  Json paths = Json::object();
  for (const Route& route : routes()) {
    std::string method = route.method;
    std::transform(method.begin(), method.end(), method.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    paths[route.pattern][method] = operation_of(route);
  }
  const Json description = {
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "Röda tråden"},
        {"version", "1"},
        {"description",
         "Figures with their threads, the plan, reports and data of a region. Exact numbers are "
         "strings; `text` is the number as it is shown. Changes must bring the session's token in "
         "`X-CSRF-Token`."}}},
      {"paths", std::move(paths)},
      {"components",
       {{"schemas", Json::parse(schemas())},
        {"securitySchemes",
         {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "session"}}}}}}}};
  return description.dump(1) + "\n";
}

}  // namespace redthread::server
