// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

namespace redthread::outlook {

/// Queues in equilibrium, in closed form. Rates are per unit of time (any, but the same for all);
/// answers are in that unit. A queue that never reaches equilibrium (load >= 1, without reneging)
/// has no answer: nullopt.

/// The share of arrivals that finds all `servers` busy when nobody waits (loss system), for an
/// offered load of `load` = arrivals x mean service (erlang). Also the share of admissions that a
/// ward turns away. `servers` >= 0, `load` >= 0 (asserted). Source: Erlang 1917; recursion B(k) =
/// aB/(k + aB).
double erlang_b(int servers, double load);

/// The share of arrivals that must wait, when all wait their turn. nullopt when `load` >=
/// `servers`. Source: Erlang 1917; C = B / (1 - rho (1 - B)).
std::optional<double> erlang_c(int servers, double load);

/// What a queue in equilibrium looks like.
struct QueueMeasures {
  double load = 0;       ///< rho: the share of capacity that is used
  double waits = 0;      ///< the share that waits at all
  double mean_wait = 0;  ///< of all, in the unit of time
  double variance_wait = 0;
  double mean_waiting = 0;  ///< how many wait (Lq)
  double mean_present = 0;  ///< wait or are served (L)
  double drain = 0;         ///< c mu - lambda: by which waits fall off
  /// P(wait > `time`).
  double waits_longer_than(double time) const;
  /// The time within which a share `share` (0..1) has been served.
  double wait_quantile(double share) const;
};

/// M/M/c: Poisson arrivals, exponential service at `service_rate` by each of `servers`.
/// Source: Gross, Shortle, Thompson and Harris, Fundamentals of Queueing Theory, 2.3; Wq = C/(c mu
/// - lambda), Var Wq = C(2 - C)/(c mu - lambda)^2.
std::optional<QueueMeasures> mmc(int servers, double arrival_rate, double service_rate);

/// Mean wait in M/G/1, exactly: Pollaczek and Khinchine. `service_cv2`: squared coefficient of
/// variation.
std::optional<double> mg1_mean_wait(double arrival_rate, double mean_service, double service_cv2);

/// Mean wait in G/G/c, approximately: M/M/c's times (ca2 + cs2)/2; exact for M/M/c and M/G/1.
/// Source: Allen and Cunneen (Allen 1990, Probability, Statistics and Queueing Theory, 5.3.5).
std::optional<double> ggc_mean_wait(int servers, double arrival_rate, double mean_service,
                                    double arrival_cv2, double service_cv2);

/// Mean waits by class, most urgent first, when nobody who is being served is interrupted. All
/// classes have the same exponential service. nullopt when the whole load is >= 1.
/// Source: Cobham 1954 for one server; Kella and Yechiali 1985 for several.
std::optional<std::vector<double>> priority_mean_waits(int servers,
                                                       const std::vector<double>& arrival_rates,
                                                       double service_rate);

/// M/M/c with patients who leave on their own at rate `leaving_rate` each while they wait.
struct LeavingQueue {
  double waits = 0;         ///< share of arrivals that waits
  double mean_waiting = 0;  ///< Lq
  double leaves = 0;     ///< share of arrivals that leaves unserved: leaving_rate Lq / arrival_rate
  double mean_wait = 0;  ///< of all, served or not
  double throughput = 0;  ///< served per unit of time
};
/// Source: Palm 1946 (Erlang A), by the stationary distribution of the birth-and-death process.
/// Rates > 0 (asserted). Cost: grows with the length of the queue.
LeavingQueue erlang_a(int servers, double arrival_rate, double service_rate, double leaving_rate);

}  // namespace redthread::outlook
