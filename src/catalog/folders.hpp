// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "catalog/loading.hpp"

namespace redthread::catalog {

/// The names of the files in a folder of the region folder that end with `ending`, without it.
/// Empty when there is no such folder. README.md and names that begin with a dot are nobody's.
std::set<std::string> stems(const Loading& loading, const std::string& folder,
                            std::string_view ending);

}  // namespace redthread::catalog
