// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "http/service.hpp"

namespace redthread::http {

/// One thread that reads and writes many connections: a coroutine each.
class Loop {
 public:
  /// Starts the thread.
  explicit Loop(Service& service);
  /// Ends it; all connections must be closed (`Connections::wait_until_none`).
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Takes over an admitted connection: serves it, closes it, counts it out.
  void adopt(int socket, bool is_ipv6, std::string peer);
  /// Closes idle connections and ends event streams. Others end behind their response, as
  /// `Service::stopping` is set.
  void drain();
  /// Closes all connections at once. Those whose handler runs end when it returns.
  void cut();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace redthread::http
