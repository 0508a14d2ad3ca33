// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <malloc.h>
#include <sys/resource.h>

#include "bench.hpp"

namespace redthread::bench {

std::vector<Benchmark>& benchmarks() {
  static std::vector<Benchmark> all;
  return all;
}

bool add(Benchmark benchmark) {
  benchmarks().push_back(std::move(benchmark));
  return true;
}

namespace {

double peak_mb(int who) {
  rusage usage{};
  getrusage(who, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

}  // namespace

double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peak_memory_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024.0;
  }
  return peak_mb(RUSAGE_SELF);
}

void forget_peak_memory() {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5";
}

double peak_memory_of_helpers_mb() { return peak_mb(RUSAGE_CHILDREN); }

namespace {

std::string number(std::optional<double> value, int digits = 4) {
  return value ? fmt::format("{:.{}g}", *value, digits) : "";
}

void print_json(const Measurement& m) {
  const auto or_null = [](const std::string& text) { return text.empty() ? "null" : text; };
  const auto holds = m.holds();
  fmt::print(
      R"({{"name":"{}","value":{},"unit":"{}","reference":{},"reference_name":{},"ratio":{},"goal":{},"holds":{}}})"
      "\n",
      m.name, number(m.value, 8), m.unit, or_null(number(m.reference, 8)),
      m.reference_name.empty() ? "null" : '"' + m.reference_name + '"', or_null(number(m.ratio())),
      or_null(number(m.goal, 8)), holds ? (*holds ? "true" : "false") : "null");
}

void print_row(const Measurement& m) {
  const auto holds = m.holds();
  const std::string goal =
      m.goal ? (m.goal_is_limit ? "<= " : ">= ") + number(m.goal) : std::string();
  fmt::print("{:<34} {:>12} {:<10} {:>10} {:>8} {:>10} {:<6} {}\n", m.name, number(m.value), m.unit,
             number(m.reference), number(m.ratio(), 3), goal,
             holds ? (*holds ? "holds" : "FAILS") : "", m.reference_name);
}

int run(int argc, char** argv) {
  bool json = false;
  std::string_view wanted;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--json") {
      json = true;
    } else {
      wanted = argument;
    }
  }
  std::vector<Benchmark>& all = benchmarks();
  std::sort(all.begin(), all.end(),
            [](const Benchmark& a, const Benchmark& b) { return a.name < b.name; });
  if (!json) {
    fmt::print("{:<34} {:>12} {:<10} {:>10} {:>8} {:>10} {:<6} {}\n", "", "measured", "",
               "reference", "ratio", "goal", "", "the reference is");
  }
  bool found = false;
  bool all_hold = true;
  for (const Benchmark& benchmark : all) {
    if (!wanted.empty() && benchmark.name != wanted) continue;
    found = true;
    for (const Measurement& measurement : benchmark.run()) {
      json ? print_json(measurement) : print_row(measurement);
      std::fflush(stdout);
      all_hold = all_hold && measurement.holds().value_or(true);
    }
  }
  if (!found) {
    fmt::print(stderr, "no benchmark `{}`; there are:\n", wanted);
    for (const Benchmark& benchmark : all)
      fmt::print(stderr, "  {:<12} {}\n", benchmark.name, benchmark.about);
    return 2;
  }
  return all_hold ? 0 : 1;
}

}  // namespace
}  // namespace redthread::bench

int main(int argc, char** argv) {
  try {
    return redthread::bench::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
