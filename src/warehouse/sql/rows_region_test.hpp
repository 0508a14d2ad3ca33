// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/catalog.hpp"

namespace redthread::warehouse {

/// The catalog of tests/rows_region: contacts, a waiting list, bookings.
const Catalog& rows_catalog();
/// Index of one of its facts.
int fact_index(const std::string& key);

}  // namespace redthread::warehouse
