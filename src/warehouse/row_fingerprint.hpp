// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/catalog.hpp"

namespace redthread::warehouse {

/// A hash of all in the catalog that decides which rows of a fact are good and what is stored of
/// them: its columns, rules, look-up lists and the units' lives. The same hash and the same bytes
/// give the same rows. Changes of names, measures or statements leave it as it is.
std::string row_fingerprint(const Catalog& catalog, const Fact& fact);

}  // namespace redthread::warehouse
