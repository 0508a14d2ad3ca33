// SPDX-License-Identifier: Apache-2.0
#include "app/clock.hpp"

#include <ctime>

namespace redthread::app {

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  const auto length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text, length};
}

}  // namespace redthread::app
