// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/diagnostics.hpp"

namespace redthread::sources {

/// Which query a delivery was fetched by. The query itself is in the region folder; its hash says
/// which version of it.
struct Provenance {
  std::string source;  ///< QuerySource::key
  std::string sql_sha256;
  std::string fetched_at;  ///< UTC
  std::string fetched_by;
  std::int64_t rows = 0;
  std::string sha256;  ///< of the file
  bool operator==(const Provenance&) const = default;
};

/// By file: `data/contact/2024-03.csv`.
using Provenances = std::map<std::string, Provenance>;

/// What is written of fetched deliveries, in data/.
inline constexpr const char* provenance_file = "data/.fetched.csv";

/// Reads it; empty when there is none, nullopt with diagnostics when it cannot be used.
std::optional<Provenances> read_provenance(const std::string& region_folder,
                                           Diagnostics& diagnostics);
/// Writes it, whole or not at all; throws Error `io.write`.
void write_provenance(const std::string& region_folder, const Provenances& provenances);

}  // namespace redthread::sources
