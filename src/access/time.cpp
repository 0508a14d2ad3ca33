// SPDX-License-Identifier: Apache-2.0
#include "access/time.hpp"

#include <array>
#include <ctime>

namespace redthread::access {

std::string to_string(Time time) {
  const auto seconds = static_cast<std::time_t>(stored(time));
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  const auto length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text.data(), length};
}

}  // namespace redthread::access
