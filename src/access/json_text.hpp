// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace redthread::access {

/// Reading JSON that a service on the network wrote. Only for .cpp files: the header is heavy.
using Json = nlohmann::json;

/// An object of at most 256 KiB and 32 levels, in which no key stands twice. nullopt when the text
/// is none.
std::optional<Json> parse_object(std::string_view text);

/// A member that is a text, not empty, without control characters; else nullopt.
std::optional<std::string> text_in(const Json& object, const char* key);
/// A member that is a number of seconds since 1970, in a range that dates have. JSON allows a
/// fraction, which is cut.
std::optional<std::int64_t> seconds_in(const Json& object, const char* key);

}  // namespace redthread::access
