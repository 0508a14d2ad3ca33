// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"
#include "server/route.hpp"
#include "server/services.hpp"

namespace redthread::server {

/// From a request to its answer: finds the route, checks who may come in, reads the parameters,
/// answers from memory what has not changed, and tells what is wrong as a problem.
///
/// In this order, so that nobody learns what is not theirs: 404/405 for the address, 401 without a
/// login, 403 for a change without its token, 404 for a region that the visitor has no part in, 403
/// for what their roles do not allow, 400 for parameters and bodies, 404, 409 or 422 for the
/// matter.
class Router {
 public:
  explicit Router(Services& services);
  http::Response answer(const http::Request& request);

 private:
  struct Found {
    const Route* route = nullptr;
    std::map<std::string, std::string> path;
    std::string allowed;  ///< methods of the address, when none fits
  };
  Found find(const http::Request& request) const;
  std::optional<http::Response> refuse(Call& call, const Route& route);
  void check_parameters(Call& call, const Route& route) const;
  http::Response carry_out(Call& call, const Route& route);
  http::Response from_memory(Call& call, const Route& route);

  Services& services_;
};

/// Whether `path` is one of `pattern`, and what stands in its braces.
std::optional<std::map<std::string, std::string>> matched(std::string_view pattern,
                                                          std::string_view path);

/// The status that diagnostics mean: 404 for names that there are not, 400 for what is wrong with
/// the request itself, else 422.
int status_of(const Diagnostics& diagnostics);

}  // namespace redthread::server
