// SPDX-License-Identifier: Apache-2.0
#include "outlook/queues/compartments.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace redthread::outlook {
namespace {

std::vector<double> inflow_of(const Compartments& before, double referrals) {
  const std::size_t count = before.waiting.size();
  REDTHREAD_ASSERT(count >= 2, "at least two compartments");
  std::vector<double> inflow(count, referrals);
  for (std::size_t m = 1; m < count; ++m) inflow[m] = before.waiting[m - 1];
  inflow.back() += before.waiting.back();
  return inflow;
}

}  // namespace

CompartmentFlows next_month(const Compartments& before, const CompartmentMonth& month) {
  const std::size_t count = before.waiting.size();
  REDTHREAD_ASSERT(month.treatment_weights.size() == count && month.removal_shares.size() == count,
                   "a weight and a share for each compartment");
  CompartmentFlows flows;
  flows.inflow = inflow_of(before, month.referrals);
  flows.treated.assign(count, 0);
  flows.removed.resize(count);
  std::vector<double> there(count);
  for (std::size_t m = 0; m < count; ++m) {
    flows.removed[m] = month.removal_shares[m] * flows.inflow[m];
    there[m] = std::max(0.0, flows.inflow[m] - flows.removed[m]);
  }
  double left = month.treatments;
  for (std::size_t round = 0; round < count && left > 1e-12; ++round) {
    double weight = 0;
    for (std::size_t m = 0; m < count; ++m) weight += month.treatment_weights[m] * there[m];
    if (weight <= 0) break;
    const double wanted = left;
    for (std::size_t m = 0; m < count; ++m) {
      const double given =
          std::min(there[m], wanted * month.treatment_weights[m] * there[m] / weight);
      flows.treated[m] += given;
      left -= given;
      there[m] -= given;
    }
  }
  flows.treatments_not_used = std::max(0.0, left);
  flows.waiting.resize(count);
  for (std::size_t m = 0; m < count; ++m)
    flows.waiting[m] = flows.inflow[m] - flows.treated[m] - flows.removed[m];
  return flows;
}

std::vector<double> residual(const Compartments& before, double referrals,
                             const std::vector<double>& treated, const Compartments& after) {
  std::vector<double> rest = inflow_of(before, referrals);
  REDTHREAD_ASSERT(treated.size() == rest.size() && after.waiting.size() == rest.size(),
                   "compartments of one length");
  for (std::size_t m = 0; m < rest.size(); ++m) rest[m] -= treated[m] + after.waiting[m];
  return rest;
}

}  // namespace redthread::outlook
