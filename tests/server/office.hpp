// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "access/permission.hpp"
#include "http/message.hpp"
#include "product.hpp"
#include "server/router.hpp"
#include "server/services.hpp"

namespace redthread::product {

/// The application without a socket: the region that `init` writes, with accounts, and a router
/// that is asked directly.
class Office {
 public:
  /// `store`: as `--store`; empty = a file of its own.
  explicit Office(const std::string& store = {});
  ~Office();

  struct Asked {
    std::string method = "GET";
    std::string path;  ///< with its query
    std::string body = {};
    std::string token = {};  ///< of a session; empty = nobody is logged in
    std::vector<http::Header> headers = {};
    bool with_csrf = true;
  };
  http::Response ask(const Asked& asked);
  /// The answer's JSON; fails the test when the status is not `status`.
  nlohmann::json json(const Asked& asked, int status = 200);

  /// A session of an account with this role on a unit, made when it is first asked for.
  std::string token(access::Role role, const std::string& unit = "HSF");
  /// A new session of an account with a password.
  std::string add_account(const std::string& login, const std::string& password);

  server::Services& services() { return services_; }
  const std::string& folder() const { return region_; }
  const std::string& store() const { return store_; }
  /// Waits until a job is over; what it came to.
  nlohmann::json finished(const std::string& job, const std::string& token);

 private:
  TemporaryFolder folder_;
  std::string region_;
  std::string store_;
  server::Services services_;
  std::unique_ptr<server::Router> router_;
  std::map<std::string, std::string> tokens_;
};

/// The bytes of an answer that is no event stream.
std::string text_of(const http::Response& response);
/// A header's value; empty when it is not there.
std::string header_of(const http::Response& response, const std::string& name);

}  // namespace redthread::product
