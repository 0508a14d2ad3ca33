// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace redthread {

void assertion_failed(const char* condition, const char* why, const char* file, int line) {
  const std::string message =
      std::string(file) + ":" + std::to_string(line) + ": " + why + " (expected " + condition + ")";
#ifdef NDEBUG
  throw Error("internal", message);
#else
  std::fprintf(stderr, "%s\n", message.c_str());
  std::abort();
#endif
}

}  // namespace redthread
