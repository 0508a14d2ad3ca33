// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message_code.hpp"

namespace redthread::http {

/// Codes of errors and diagnostics.
namespace codes {
inline constexpr const char* address = "http.address";
inline constexpr const char* bad_answer = "http.bad_answer";
inline constexpr const char* listen = "http.listen";
inline constexpr const char* response = "http.response";
inline constexpr const char* timeout = "http.timeout";
inline constexpr const char* tls = "http.tls";
inline constexpr const char* too_large = "http.too_large";
inline constexpr const char* unreachable = "http.unreachable";
inline constexpr const char* bad_body = "request.bad_body";
}  // namespace codes

/// Codes of diagnostics on what a request brings.
inline constexpr MessageCode http_messages[] = {
    {codes::bad_body, "The body of a request to the API is not what its description says."},
};

inline constexpr MessageCode http_errors[] = {
    {codes::address, "The address to ask is none, or a part of the request cannot be written."},
    {codes::bad_answer, "The other server's answer is not HTTP, or was cut."},
    {codes::listen, "The server cannot listen on that address and port."},
    {codes::response, "A handler's response cannot be written: its status or a header is none."},
    {codes::timeout, "The other server did not answer in time."},
    {codes::tls, "A certificate, a key or a file of authorities cannot be used."},
    {codes::too_large, "The other server's answer is larger than it may be."},
    {codes::unreachable, "There is no connection to the other server, or it is not to be trusted."},
};

}  // namespace redthread::http
