// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/date.hpp"
#include "model/catalog.hpp"
#include "model/delivery.hpp"

namespace redthread::warehouse {

/// What each fact with rows and a rhythm (`delivered`) should have by `today`: every span of the
/// rhythm from the first that was delivered, by anyone, to the last that has ended, for each unit
/// of `owed_by` (or once for all). By fact in catalog order, then span, then label. A delivery of a
/// longer span has all the spans within. `deliveries`: the live ones.
std::vector<OwedDelivery> owed_deliveries(const Catalog& catalog,
                                          const std::vector<Delivery>& deliveries, Date today);

}  // namespace redthread::warehouse
