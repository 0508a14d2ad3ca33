// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "http/message.hpp"

namespace redthread::server {

/// A file of the web application, or the application itself for any other address, because its
/// views have addresses of their own. `folder`: where it was built to; empty = there is none.
///
/// Files with a hash in their name never change and are kept by browsers; the page that names them
/// is asked for again each time. Nothing inline may run (Content-Security-Policy).
http::Response page(const std::string& folder, const http::Request& request);

}  // namespace redthread::server
