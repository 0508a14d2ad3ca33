// SPDX-License-Identifier: Apache-2.0
#include "report/golden_test.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "base/files.hpp"

namespace redthread::report {

void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(REDTHREAD_SOURCE_DIR) + "/tests/golden/report/" + name;
  if (std::getenv("REDTHREAD_APPROVE") != nullptr) {
    write_file_atomically(path, text);
    return;
  }
  std::ifstream file(path, std::ios::binary);
  const std::string expected((std::istreambuf_iterator<char>(file)),
                             std::istreambuf_iterator<char>());
  EXPECT_TRUE(expected == text)
      << name << " differs; approve with REDTHREAD_APPROVE=1 and look at the diff";
}

}  // namespace redthread::report
