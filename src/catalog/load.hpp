// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/diagnostics.hpp"
#include "model/catalog.hpp"

namespace redthread::catalog {

/// Reads a region folder: region.toml, organisation.csv, catalog/, plan/ and the texts of
/// reports/. Everything wrong in it is in `diagnostics` after one run. nullopt when there is any
/// error; a Catalog that is returned is whole: names resolve, no cycles, measure units fit.
/// Deliveries (data/) and directives in report templates are read by others.
std::optional<Catalog> load_catalog(const std::string& folder, Diagnostics& diagnostics);

/// The environment variable that holds the address of the plan's store (`[plan] store_env` in
/// region.toml); empty when the region names none. nullopt when region.toml cannot be read.
std::optional<std::string> plan_store_variable(const std::string& folder, Diagnostics& diagnostics);

}  // namespace redthread::catalog
