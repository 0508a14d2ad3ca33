// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "catalog/formula.hpp"
#include "catalog/loading.hpp"
#include "model/catalog.hpp"

namespace redthread::catalog {

/// The readers of a region folder, one a concept, in the order in which `load_catalog` calls them:
/// each finds in `catalog` what the ones before have read, and tells everything that is wrong.

/// region.toml. Gives the place of `unit`, which is checked when the organisation is known.
Mark read_region(Loading& loading, Catalog& catalog);
/// organisation.csv; then the unit that reports are about: as stated, else the root.
void read_organisation(Loading& loading, Catalog& catalog, const Mark& unit_mark);
/// catalog/breakdowns.toml
void read_breakdowns(Loading& loading, Catalog& catalog);
/// catalog/maps/NAME.csv
void read_maps(Loading& loading, Catalog& catalog);
/// catalog/facts.toml
void read_facts(Loading& loading, Catalog& catalog);
/// catalog/profiles.toml
void read_profiles(Loading& loading, Catalog& catalog);
/// catalog/measures.toml, with the formulas checked.
void read_measures(Loading& loading, Catalog& catalog);
/// plan/*.csv
void read_plan(Loading& loading, Catalog& catalog);
/// catalog/indicators.toml
void read_indicators(Loading& loading, Catalog& catalog);
/// catalog/statements/NAME.toml and NAME.csv
void read_statements(Loading& loading, Catalog& catalog);
/// reports/*.md
void read_reports(Loading& loading, Catalog& catalog);
/// catalog/sources/NAME.toml
void read_sources(Loading& loading, Catalog& catalog);
/// closed.toml
void read_closings(Loading& loading, Catalog& catalog);
/// Files that nobody reads, in folders where every file means something.
void check_files(Loading& loading);

}  // namespace redthread::catalog
