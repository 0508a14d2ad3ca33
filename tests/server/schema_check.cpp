// SPDX-License-Identifier: Apache-2.0
#include "schema_check.hpp"

#include <algorithm>

namespace redthread::product {
namespace {

using Json = nlohmann::json;

bool is_of(const std::string& type, const Json& value) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "boolean") return value.is_boolean();
  return type == "null" && value.is_null();
}

bool is_of_types(const Json& types, const Json& value) {
  if (types.is_string()) return is_of(types.get<std::string>(), value);
  return std::any_of(types.begin(), types.end(),
                     [&](const Json& type) { return is_of(type.get<std::string>(), value); });
}

std::string object_difference(const Json& schema, const Json& value, const Json& description,
                              const std::string& place) {
  for (const Json& name : schema.value("required", Json::array())) {
    if (!value.contains(name.get<std::string>())) return place + ": " + name.dump() + " is missing";
  }
  const Json properties = schema.value("properties", Json::object());
  const Json others = schema.value("additionalProperties", Json(true));
  for (const auto& [name, member] : value.items()) {
    const std::string there = place + "/" + name;
    std::string difference;
    if (properties.contains(name)) {
      difference = difference_from(properties[name], member, description, there);
    } else if (others.is_object()) {
      difference = difference_from(others, member, description, there);
    } else if (others == Json(false)) {
      difference = there + ": is not in the schema";
    }
    if (!difference.empty()) return difference;
  }
  return {};
}

}  // namespace

std::string difference_from(const Json& schema, const Json& value, const Json& description,
                            const std::string& place) {
  if (schema.contains("$ref")) {
    const std::string name = schema["$ref"].get<std::string>();
    return difference_from(description.at(Json::json_pointer(name.substr(1))), value, description,
                           place);
  }
  if (schema.contains("anyOf")) {
    std::string first;
    for (const Json& each : schema["anyOf"]) {
      const std::string difference = difference_from(each, value, description, place);
      if (difference.empty()) return {};
      if (first.empty()) first = difference;
    }
    return first;
  }
  for (const Json& each : schema.value("allOf", Json::array())) {
    const std::string difference = difference_from(each, value, description, place);
    if (!difference.empty()) return difference;
  }
  if (schema.contains("type") && !is_of_types(schema["type"], value)) {
    return place + ": " + value.dump().substr(0, 60) + " is not " + schema["type"].dump();
  }
  if (schema.contains("enum")) {
    const Json& words = schema["enum"];
    if (std::find(words.begin(), words.end(), value) == words.end()) {
      return place + ": " + value.dump() + " is none of " + words.dump();
    }
  }
  if (value.is_object()) return object_difference(schema, value, description, place);
  if (value.is_array() && schema.contains("items")) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      const std::string difference =
          difference_from(schema["items"], value[i], description, place + "/" + std::to_string(i));
      if (!difference.empty()) return difference;
    }
  }
  return {};
}

}  // namespace redthread::product
