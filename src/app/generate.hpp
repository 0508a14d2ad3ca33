// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/diagnostics.hpp"

namespace redthread::app {

/// A made-up region as it was asked for.
struct GenerateQuestion {
  std::uint64_t seed = 1;
  std::int64_t inhabitants = 280'000;
  std::int64_t years = 5;
  std::string until = "2024-12";  ///< the last month that is delivered
};

struct GeneratedRegion {
  std::int64_t files = 0;
  std::int64_t rows = 0;
  std::int64_t bad_rows = 0;  ///< damaged on purpose
  std::int64_t bytes = 0;
};

/// Writes a made-up region folder with deliveries of rows (docs/synthetic-region.md). The folder
/// must not exist or be empty, and is there only when all of it is. nullopt with diagnostics when
/// there is something in it already or the question cannot be met; Error `io.write`.
std::optional<GeneratedRegion> generate_region(const std::string& folder,
                                               const GenerateQuestion& question,
                                               Diagnostics& diagnostics);

}  // namespace redthread::app
