// SPDX-License-Identifier: Apache-2.0
#include "warehouse/sql/rows_region_test.hpp"

#include <cstddef>
#include <utility>

#include <gtest/gtest.h>

#include "catalog/load.hpp"

namespace redthread::warehouse {

const Catalog& rows_catalog() {
  static const Catalog catalog = [] {
    Diagnostics diagnostics;
    auto loaded = catalog::load_catalog(std::string(REDTHREAD_SOURCE_DIR) + "/tests/rows_region",
                                        diagnostics);
    EXPECT_EQ(to_text(diagnostics), "");
    return loaded ? std::move(*loaded) : Catalog{};
  }();
  return catalog;
}

int fact_index(const std::string& key) {
  const auto& facts = rows_catalog().facts;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (facts[i].key == key) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace redthread::warehouse
