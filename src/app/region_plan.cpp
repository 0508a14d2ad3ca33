// SPDX-License-Identifier: Apache-2.0
#include "app/region_plan.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <memory>
#include <system_error>
#include <vector>

#include "app/plan.hpp"
#include "database/connection.hpp"
#include "plan/checks.hpp"
#include "plan/files.hpp"
#include "plan/scale.hpp"
#include "plan/values.hpp"

namespace redthread::app {
namespace {

namespace fs = std::filesystem;

std::optional<plan::State> state_of_files(const std::string& region, Diagnostics& diagnostics) {
  plan::State state;
  const std::string folder = region + "/plan";
  std::error_code ignored;
  if (!fs::exists(folder, ignored)) return state;
  const plan::ReadFiles read(folder, "plan", diagnostics);
  for (const plan::Object& object : read.objects()) {
    state.put(std::make_shared<plan::Object>(object));
  }
  const auto scales = plan::scales_of(state);
  if (state.all("level").empty()) {
    for (const plan::Object& level : plan::default_levels()) {
      state.put(std::make_shared<plan::Object>(level));
    }
  }
  std::vector<plan::ObjectKey> keys;
  for (plan::Object object : read.objects()) {
    plan::derive(object, state, scales);
    keys.push_back(object.key);
    state.put(std::make_shared<plan::Object>(std::move(object)));
  }
  plan::Findings findings;
  plan::check(plan::State(), state, keys, findings);
  read.tell(findings, diagnostics);
  return diagnostics.has_errors() ? std::nullopt : std::optional(std::move(state));
}

int order_of(const plan::Object& object) {
  return plan::integer_of(object.get("order")).value_or(std::numeric_limits<int>::max());
}

LocalText name_of(const plan::Object& object) {
  return {object.get("name"), object.get("name_en")};
}

/// Where messages say that the store's text stands.
Span place_of(const plan::Object& object) {
  return {.file = "the store, " + object.key.to_string(), .line = 1, .column = 1};
}

}  // namespace

std::vector<const plan::Object*> in_order(const plan::State& state, const char* kind) {
  std::vector<const plan::Object*> objects;
  for (const auto& [id, object] : state.all(kind)) objects.push_back(object.get());
  std::stable_sort(
      objects.begin(), objects.end(),
      [](const plan::Object* a, const plan::Object* b) { return order_of(*a) < order_of(*b); });
  return objects;
}

std::optional<RegionPlan> read_region_plan(const std::string& region, const std::string& store,
                                           bool with_files, Diagnostics& diagnostics) {
  const PlanQuestion question{.region = region, .store = store};
  const auto address = plan_address(question, diagnostics);
  if (!address) return std::nullopt;
  RegionPlan plan;
  std::error_code ignored;
  if (database::is_postgresql(*address) || fs::exists(*address, ignored)) {
    plan.state = plan::Store(*address).state();
    plan.is_store = plan.state.size() > 0;
  }
  if (plan.is_store || !with_files) return plan;
  auto of_files = state_of_files(region, diagnostics);
  if (!of_files) return std::nullopt;
  plan.state = std::move(*of_files);
  return plan;
}

Plan plan_of(const plan::State& state) {
  Plan plan;
  for (const plan::Object* goal : in_order(state, "goal")) {
    plan.goals.push_back({.key = goal->key.id,
                          .name = name_of(*goal),
                          .parent = goal->get("parent"),
                          .level = goal->get("level"),
                          .place = place_of(*goal)});
  }
  for (const plan::Object* activity : in_order(state, "activity")) {
    plan.activities.push_back({.key = activity->key.id,
                               .name = name_of(*activity),
                               .parent = activity->get("parent"),
                               .assignment = activity->get("assignment"),
                               .section = activity->get("section"),
                               .section_name = activity->get("section_name"),
                               .time_frame = activity->get("time_frame"),
                               .status = activity->get("status"),
                               .place = place_of(*activity)});
  }
  for (const plan::Object* comment : in_order(state, "comment")) {
    plan.comments.push_back({.key = comment->key.id,
                             .author = comment->get("author"),
                             .date = comment->get("date"),
                             .text = comment->get("text"),
                             .unit = comment->get("unit"),
                             .place = place_of(*comment)});
  }
  return plan;
}

}  // namespace redthread::app
