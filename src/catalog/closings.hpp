// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/closing.hpp"

namespace redthread::catalog {

/// Where a region's closed months are told, beside region.toml.
inline constexpr const char* closings_file = "closed.toml";

/// The text of `closed.toml`, which load_catalog reads as the same closings. Facts in the given
/// order, parts by file and month, one a line, so that two versions can be compared.
std::string closings_text(std::vector<Closing> closings);

}  // namespace redthread::catalog
