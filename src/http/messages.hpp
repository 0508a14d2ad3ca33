// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message_code.hpp"

namespace redthread::http {

/// Codes of errors.
namespace codes {
inline constexpr const char* gzip = "http.gzip";
inline constexpr const char* listen = "http.listen";
inline constexpr const char* response = "http.response";
inline constexpr const char* tls = "http.tls";
}  // namespace codes

inline constexpr MessageCode http_errors[] = {
    {codes::gzip, "A response could not be compressed."},
    {codes::listen, "The server cannot listen on that address and port."},
    {codes::response, "A handler's response cannot be written: its status or a header is none."},
    {codes::tls, "The certificate or the key of the server cannot be used."},
};

}  // namespace redthread::http
