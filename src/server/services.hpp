// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/jobs.hpp"
#include "app/live_region.hpp"
#include "http/server.hpp"
#include "report/press/press.hpp"
#include "server/desk.hpp"
#include "server/remembered.hpp"
#include "server/sign_in.hpp"
#include "server/watch.hpp"

namespace redthread::server {

/// What routes work with: made once when the server starts, the same for all requests. All of it is
/// safe from all threads.
struct Services {
  std::map<std::string, std::unique_ptr<app::LiveRegion>> regions;  ///< by key
  std::vector<std::string> order;   ///< the regions' keys as they were given
  std::unique_ptr<Desk> desk;       ///< accounts and sessions
  std::unique_ptr<SignIn> sign_in;  ///< nullptr: by password only
  std::unique_ptr<app::Jobs> jobs;
  std::unique_ptr<Watch> watch;
  report::Press press;
  Remembered remembered;
  bool is_secure = false;  ///< cookies are marked Secure
  std::string pages;       ///< folder of the web application; empty = none is served
  std::function<http::Metrics()> metrics;
};

}  // namespace redthread::server
