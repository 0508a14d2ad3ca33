// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace redthread::outlook {

/// The list by months waited, month by month, as published statistics show it: without rows.
/// Index m is "m to m + 1 months"; the last one is "that many months or more".
struct Compartments {
  std::vector<double> waiting;
};

/// What happens in one month.
struct CompartmentMonth {
  double referrals = 0;
  double treatments = 0;                  ///< wanted, in all
  std::vector<double> treatment_weights;  ///< how treatments lean to the compartments; relative
  std::vector<double>
      removal_shares;  ///< of what flows in, per compartment; below 0 = corrections upwards
};

/// The month's flows. waiting = inflow - treated - removed in every compartment: conserved exactly.
struct CompartmentFlows {
  std::vector<double> inflow;
  std::vector<double> treated;
  std::vector<double> removed;
  std::vector<double> waiting;
  double treatments_not_used = 0;  ///< capacity beyond those who wait
};

/// inflow(m, t) = waiting(m - 1, t - 1), and the last compartment keeps its own; removals are
/// shares of inflow; treatments by weight x inflow, never more than are there (what is left goes to
/// the other compartments). All vectors have the compartments' length (asserted). Source: NHSRtt
/// (NHS England), `project_period`; the flow of corrections is ours.
CompartmentFlows next_month(const Compartments& before, const CompartmentMonth& month);

/// What the reported flows do not explain: inflow - treated - waiting per compartment. Published
/// lists have a residual below zero in 7 % of area-months: it is a flow of its own, never hidden in
/// another.
std::vector<double> residual(const Compartments& before, double referrals,
                             const std::vector<double>& treated, const Compartments& after);

}  // namespace redthread::outlook
