// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "access/permission.hpp"

namespace redthread::server {

/// Who is logged in, as a request needs to know it.
struct Visitor {
  std::string account;  ///< its id
  std::string login;
  std::string name;
  std::string csrf;  ///< what changes must bring in `X-CSRF-Token`
  std::vector<access::Grant> grants;
};

}  // namespace redthread::server
