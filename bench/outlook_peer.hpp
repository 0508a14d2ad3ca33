// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

namespace redthread::bench {

/// What a command prints; empty when it cannot be started.
inline std::string printed_by(const std::string& command) {
  FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
  if (!pipe) return "";
  std::string printed;
  std::array<char, 4096> part{};
  while (std::fgets(part.data(), part.size(), pipe)) printed += part.data();
  pclose(pipe);
  return printed;
}

/// The number after `"key":` in a line of JSON.
inline std::optional<double> number_after(const std::string& json, const std::string& key) {
  const std::size_t at = json.find('"' + key + "\":");
  if (at == std::string::npos) return std::nullopt;
  return std::atof(json.c_str() + at + key.size() + 3);
}

/// A number that a peer's script for the same task prints. The scripts are not ours to copy: they
/// lie in the folder named by REDTHREAD_PLANNING_PEERS, otherwise in `planning/peers` or
/// `shared/planning/peers` beside the repository's folder or one level further out. nullopt when
/// the script, the interpreter (REDTHREAD_PYTHON, otherwise python3; Rscript) or the package is not
/// here.
inline std::optional<double> ask_peer(const std::string& script, const std::string& arguments,
                                      const std::string& key) {
  namespace fs = std::filesystem;
  fs::path file;
  if (const char* told = std::getenv("REDTHREAD_PLANNING_PEERS")) {
    file = fs::path(told) / script;
  } else {
    for (const char* folder : {"../planning/peers", "../shared/planning/peers",
                               "../../planning/peers", "../../shared/planning/peers"}) {
      if (fs::exists(fs::path(folder) / script)) file = fs::path(folder) / script;
    }
  }
  if (file.empty() || !fs::exists(file)) return std::nullopt;
  const char* python = std::getenv("REDTHREAD_PYTHON");
  const std::string interpreter = script.ends_with(".R") ? "Rscript" : python ? python : "python3";
  return number_after(printed_by("PKS_RESULTS=/dev/null PYTHONDONTWRITEBYTECODE=1 " + interpreter +
                                 " '" + file.string() + "' " + arguments),
                      key);
}

}  // namespace redthread::bench
