// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace redthread::outlook {

/// The size of a waiting list from its history alone, the baseline that simulations stand beside:
/// the last value and half of the drift of the last twelve months (less when fewer are known; none
/// for one). Never below 0. Evidence: on 41 areas half of the drift errs less than no drift, the
/// whole drift, and flows (docs/outlook.md).
std::vector<double> list_by_half_drift(const std::vector<double>& waiting, int months);

}  // namespace redthread::outlook
