// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/catalog.hpp"
#include "model/document.hpp"

namespace redthread::report {

/// Definitions of the measures and indicators that the document shows and that their threads
/// rest on, in order of appearance, each version once; those that say nothing are left out.
std::vector<Definition> definitions_of(const std::vector<FigurePtr>& figures,
                                       const Catalog& catalog);
/// What units and columns of the figures' addresses are called. Titles of a statement's own
/// columns are added by whoever has the statement.
void name_addresses(const std::vector<FigurePtr>& figures, const Catalog& catalog, Period period,
                    DocumentNames& names);

}  // namespace redthread::report
