// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace redthread::bench {

/// One measured number, with what it is compared to in the same run and on the same machine: a
/// number alone says more of the machine than of us.
struct Measurement {
  std::string name;  ///< `evaluate.dense`
  double value = 0;
  std::string unit;                                ///< `figures/s`, `MB`, `s`
  std::optional<double> reference = std::nullopt;  ///< measured in the same run, same unit
  std::string reference_name = {};                 ///< what that is: `a plain loop over vectors`
  std::optional<double> goal = std::nullopt;       ///< `value` should be at least this ...
  bool goal_is_limit = false;                      ///< ... or at most

  std::optional<double> ratio() const {
    if (!reference || *reference == 0) return std::nullopt;
    return value / *reference;
  }
  std::optional<bool> holds() const {
    if (!goal) return std::nullopt;
    return goal_is_limit ? value <= *goal : value >= *goal;
  }
};

/// A benchmark: what it is called and how to run it.
struct Benchmark {
  std::string name;
  std::string about;
  std::vector<Measurement> (*run)();
};

/// All of them. A file registers its own with
/// `[[maybe_unused]] const bool known = add({"evaluate", "...", run});` in its unnamed namespace.
std::vector<Benchmark>& benchmarks();
bool add(Benchmark benchmark);

/// Seconds that `work` takes: the best of `times`, which is what the machine can do undisturbed.
template <typename Work>
double best_seconds(int times, const Work& work) {
  double best = 0;
  for (int i = 0; i < times; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const double took =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (i == 0 || took < best) best = took;
  }
  return best;
}

/// Seconds that the processor's cores have worked for this process: busy neighbours do not matter.
double processor_seconds();

/// Processor seconds that `work` takes: the best of `times`; what other programs report as theirs.
template <typename Work>
double best_processor_seconds(int times, const Work& work) {
  double best = 0;
  for (int i = 0; i < times; ++i) {
    const double before = processor_seconds();
    work();
    const double took = processor_seconds() - before;
    if (i == 0 || took < best) best = took;
  }
  return best;
}

/// The most memory that the process has held, since `forget_peak_memory` if that was asked, in MB.
double peak_memory_mb();
void forget_peak_memory();
/// The largest of the programs that were started and have ended, in MB.
double peak_memory_of_helpers_mb();

}  // namespace redthread::bench
