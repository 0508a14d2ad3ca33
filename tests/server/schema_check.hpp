// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace redthread::product {

/// What of a value is not as its schema says (the part of JSON Schema that the API's description
/// uses), with its place: `rows/3/cells: "text" is missing`. Empty when all is.
std::string difference_from(const nlohmann::json& schema, const nlohmann::json& value,
                            const nlohmann::json& description, const std::string& place = {});

}  // namespace redthread::product
