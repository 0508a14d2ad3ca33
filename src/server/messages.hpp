// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message_code.hpp"

namespace redthread::server {

/// Codes of diagnostics on requests.
namespace codes {
inline constexpr const char* bad_parameter = "request.bad_parameter";
inline constexpr const char* unknown_parameter = "request.unknown_parameter";
inline constexpr const char* not_found = "request.not_found";
}  // namespace codes

inline constexpr MessageCode server_messages[] = {
    {codes::bad_parameter, "A parameter of a request's address is missing or has a wrong value."},
    {codes::not_found, "What a request names does not exist."},
    {codes::unknown_parameter, "A request's address has a parameter that there is not."},
};

}  // namespace redthread::server
