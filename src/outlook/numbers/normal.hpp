// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace redthread::outlook {

/// P(Z <= z) for a standard normal Z.
double normal_probability(double z);

/// The z with P(Z <= z) = `probability`, for 0 < probability < 1 (asserted); error below 1e-15.
/// Source: Wichura 1988, algorithm AS 241 (PPND16).
double normal_quantile(double probability);

/// P(N <= k) for N Poisson with `mean`; 0 for k < 0.
double poisson_probability(int k, double mean);

/// P(N = k), by logarithms, so that it neither overflows nor vanishes too early.
double poisson_mass(int k, double mean);

}  // namespace redthread::outlook
