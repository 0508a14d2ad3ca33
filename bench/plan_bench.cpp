// SPDX-License-Identifier: Apache-2.0
// The plan's store with 10 000 objects and 200 000 journal entries: verification, lists, one
// change. Beside the verification, SHA-256 alone over as many bytes.
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include <unistd.h>

#include "base/files.hpp"
#include "bench.hpp"
#include "plan/fulfilment.hpp"
#include "plan/store.hpp"
#include "plan/year.hpp"

namespace redthread::bench {
namespace {

namespace fs = std::filesystem;

constexpr int objects = 10'000;
constexpr int risks = 500;
constexpr int rounds = 20;

plan::Change change_of(int i, int round) {
  const std::string n = std::to_string(i);
  plan::Change change;
  change.seen = round;
  if (i % 4 == 0) {
    change.object = {"goal", "g" + n};
    change.after = {{"name", "Mål " + n + " version " + std::to_string(round)}};
    if (i >= 40) (*change.after)["parent"] = "g" + std::to_string(i / 40 * 4);
  } else {
    change.object = {i % 4 == 1 ? "activity" : i % 4 == 2 ? "risk" : "action", "x" + n};
    change.after = {{"name", "Något som ska göras " + n + " version " + std::to_string(round)},
                    {"goals", i < 4 ? "g0" : "g0;g" + std::to_string(i / 4 * 4)},
                    {"owner", "Verksamhetschef"},
                    {"description",
                     "En text som säger vad det gäller och varför, på två rader, "
                     "så att den är så lång som sådana texter brukar vara."}};
  }
  return change;
}

plan::Signature signature() { return {"planner", "2024-05-20T08:15:00Z", "benchmark"}; }

/// 500 risks with as many assessments, controls and mitigations.
std::vector<plan::Change> internal_control() {
  std::vector<plan::Change> changes;
  const auto add = [&](const char* kind, const std::string& id, plan::Fields fields) {
    changes.push_back({{kind, id}, 0, std::move(fields)});
  };
  add("goal", "g", {{"name", "Mål"}});
  add("scale", "s", {{"name", "Skala"}, {"series", "s"}, {"edition", "1"}});
  add("scale_step", "l1", {{"scale", "s"}, {"axis", "likelihood"}, {"step", "1"}, {"name", "Låg"}});
  add("scale_step", "c1",
      {{"scale", "s"}, {"axis", "consequence"}, {"step", "1"}, {"name", "Låg"}});
  for (int i = 0; i < risks; ++i) {
    const std::string n = std::to_string(i);
    add("risk", "r" + n, {{"name", "Risk " + n}, {"goals", "g"}, {"owner", "Chef"}});
    add("risk_assessment", "a" + n,
        {{"risk", "r" + n}, {"scale", "s"}, {"date", "2025-01-10"}, {"state", "not_assessed"}});
    add("control", "c" + n, {{"name", "Kontroll " + n}, {"risks", "r" + n}});
    add("mitigation", "m" + n, {{"name", "Åtgärd " + n}, {"risks", "r" + n}});
  }
  return changes;
}

/// Seconds of a roll-over with its diff, on a store of its own.
double roll_over(const fs::path& folder) {
  plan::Store store((folder / "year.db").string());
  plan::Findings findings;
  if (!store.commit(internal_control(), signature(), findings)) {
    throw std::runtime_error("not committed");
  }
  int year = 2025;
  return best_seconds(3, [&] {
    const auto changes = plan::rollover_changes(store.state(), year, findings);
    if (!store.commit(changes, signature(), findings)) throw std::runtime_error("not committed");
    if (plan::year_differences(store.state(), year, year + 1).size() != 3 * risks) {
      throw std::runtime_error("not all of the plan");
    }
    ++year;
  });
}

/// Seconds to judge all goals of the store, with an indicator, a target and an outcome on each.
double judge_goals(plan::Store& store) {
  std::vector<plan::Change> changes;
  for (const auto& [id, goal] : store.state().all("goal")) {
    changes.push_back({{"indicator", id}, 0, plan::Fields{{"name", id}, {"goals", id}}});
    changes.push_back({{"target", id},
                       0,
                       plan::Fields{{"indicator", id}, {"year", "2024"}, {"target", ">= 95 %"}}});
    changes.push_back(
        {{"outcome", id},
         0,
         plan::Fields{
             {"indicator", id}, {"period", "2024-T1"}, {"scenario", "actual"}, {"value", "96"}}});
  }
  plan::Findings findings;
  if (!store.commit(changes, signature(), findings)) throw std::runtime_error("not committed");
  return best_seconds(5, [&] {
    if (plan::fulfilment(store.state(), *Period::parse("2024-T1"), "").empty()) {
      throw std::runtime_error("no goals");
    }
  });
}

std::vector<Measurement> run() {
  const fs::path folder =
      fs::temp_directory_path() / ("redthread-bench-" + std::to_string(getpid()));
  fs::create_directories(folder);
  plan::Store store((folder / "plan.db").string());
  for (int round = 0; round < rounds; ++round) {
    std::vector<plan::Change> changes;
    for (int i = 0; i < objects; ++i) changes.push_back(change_of(i, round));
    plan::Findings findings;
    if (!store.commit(changes, signature(), findings)) throw std::runtime_error("not committed");
  }

  std::int64_t entries = 0;
  const double verifying = best_seconds(3, [&] {
    const plan::Verification verification = store.verify();
    if (!verification.found.empty()) throw std::runtime_error("the journal does not hold");
    entries = verification.entries;
  });
  const std::string bytes(800, 'x');
  const double hashing = best_seconds(3, [&] {
    for (std::int64_t i = 0; i < entries; ++i) {
      if (sha256_hex(bytes).empty()) throw std::runtime_error("no hash");
    }
  });

  std::size_t characters = 0;
  const double listing = best_seconds(5, [&] {
    for (const auto& [kind, all] : store.state().kinds()) {
      for (const auto& [id, object] : all) characters += plan::to_json(object->fields).size();
    }
  });
  int round = rounds;
  const double changing = best_seconds(5, [&] {
    plan::Findings findings;
    if (!store.commit({change_of(0, round++)}, signature(), findings) || characters == 0) {
      throw std::runtime_error("not committed");
    }
  });
  const double opening = best_seconds(3, [&] {
    if (plan::Store((folder / "plan.db").string()).state().size() != objects) {
      throw std::runtime_error("not all objects");
    }
  });
  const double rolling = roll_over(folder);
  const double judging = judge_goals(store);
  fs::remove_all(folder);
  const auto count = static_cast<double>(entries);
  return {{.name = "plan.verify",
           .value = count / verifying,
           .unit = "entries/s",
           .reference = count / hashing,
           .reference_name = "SHA-256 of 800 bytes each",
           .goal = 200'000},
          {.name = "plan.list",
           .value = listing * 1000,
           .unit = "ms",
           .goal = 50,
           .goal_is_limit = true},
          {.name = "plan.rollover",
           .value = rolling * 1000,
           .unit = "ms",
           .goal = 1000,
           .goal_is_limit = true},
          {.name = "plan.fulfilment",
           .value = judging * 1000,
           .unit = "ms",
           .goal = 50,
           .goal_is_limit = true},
          {.name = "plan.open", .value = opening * 1000, .unit = "ms"},
          {.name = "plan.change", .value = changing * 1000, .unit = "ms"}};
}

[[maybe_unused]] const bool known =
    add({"plan", "the plan's store with 10 000 objects and 200 000 journal entries", run});

}  // namespace
}  // namespace redthread::bench
