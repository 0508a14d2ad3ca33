// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/diagnostics.hpp"
#include "model/catalog.hpp"
#include "report/template.hpp"

namespace redthread::app {

/// What a region folder holds, when nothing in it is wrong.
struct CheckResult {
  std::size_t units = 0;
  std::size_t measures = 0;
  std::size_t indicators = 0;
  std::size_t statements = 0;
  std::size_t reports = 0;
  std::size_t deliveries = 0;
  std::int64_t rows = 0;
};

/// Everything that is wrong in a region folder, in one run: catalog, report templates, deliveries.
/// Writes nothing. nullopt when there is any error.
std::optional<CheckResult> check_region(const std::string& folder, Diagnostics& diagnostics);

/// Whether what a template asks for exists, and all comments that it (or another one) may show.
bool check_templates(const Catalog& catalog, const report::Template& parsed,
                     Diagnostics& diagnostics);

}  // namespace redthread::app
