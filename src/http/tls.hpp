// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

struct ssl_ctx_st;  // OpenSSL's SSL_CTX

namespace redthread::http {

/// Settings of a TLS server: TLS 1.2 and 1.3, no renegotiation, `http/1.1` by ALPN. The certificate
/// file is PEM, the server's own first, then those between it and the root. Errors: `http.tls`.
std::shared_ptr<ssl_ctx_st> tls_server_context(const std::string& certificate_file,
                                               const std::string& key_file);

/// OpenSSL's words for what went wrong last in this thread.
std::string tls_error_text();

}  // namespace redthread::http
