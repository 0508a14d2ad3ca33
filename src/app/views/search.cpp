// SPDX-License-Identifier: Apache-2.0
#include "app/views/search.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace redthread::app {
namespace {

/// With small letters: those of Latin 1, which Swedish names are written in.
std::string lower(std::string_view text) {
  std::string low;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    const char32_t letter = character.code_point;
    const bool is_capital =
        (letter >= U'A' && letter <= U'Z') || (letter >= U'À' && letter <= U'Þ' && letter != U'×');
    low += is_capital ? to_utf8(letter + 32) : std::string(text.substr(at, character.bytes));
    at += character.bytes;
  }
  return low;
}

/// How well a text answers; less is better, `no_hit` is not at all.
constexpr int no_hit = 3;
int rank_of(const std::string& text, const std::string& words) {
  const std::string low = lower(text);
  const auto at = low.find(words);
  if (at == std::string::npos) return no_hit;
  if (at == 0) return 0;
  const char before = low[at - 1];
  return before == ' ' || before == '-' || before == '.' || before == '_' ? 1 : 2;
}

class Hits {
 public:
  explicit Hits(std::string words) : words_(std::move(words)) {}

  void offer(const char* kind, const std::string& key, const std::string& name) {
    const int rank = std::min(rank_of(name, words_), rank_of(key, words_));
    if (rank < no_hit) found_.push_back({rank, {kind, key, name}});
  }

  std::vector<Hit> best(std::size_t limit) {
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Found& a, const Found& b) { return a.rank < b.rank; });
    std::vector<Hit> hits;
    for (Found& each : found_) {
      if (hits.size() == limit) break;
      hits.push_back(std::move(each.hit));
    }
    return hits;
  }

 private:
  struct Found {
    int rank;
    Hit hit;
  };
  std::string words_;
  std::vector<Found> found_;
};

}  // namespace

std::vector<Hit> search(const Session& session, const plan::State& plan, const std::string& words,
                        Language language, std::size_t limit) {
  const Catalog& catalog = session.catalog();
  const std::string wanted = lower(trim(words));
  if (wanted.empty()) return {};
  Hits hits(wanted);
  const Organisation& organisation = catalog.organisation;
  for (std::size_t unit = 0; unit < organisation.size(); ++unit) {
    const UnitValidity& validity = *organisation.history(static_cast<int>(unit)).back();
    hits.offer("unit", validity.code, validity.name);
  }
  for (const Indicator& each : catalog.indicators) {
    hits.offer("indicator", each.key, each.name.in(language));
  }
  for (const Statement& each : catalog.statements) {
    hits.offer("statement", each.key, each.title.in(language));
  }
  for (const ReportTemplate& each : catalog.reports) hits.offer("report", each.key, each.key);
  if (plan.size() == 0) {
    for (const Goal& each : catalog.plan.goals)
      hits.offer("goal", each.key, each.name.in(language));
  }
  for (const char* kind : {"goal", "assignment", "activity", "action", "risk", "control",
                           "mitigation", "investment", "contract"}) {
    for (const auto& [id, object] : plan.all(kind)) hits.offer(kind, id, object->get("name"));
  }
  for (const Measure& each : catalog.measures) {
    hits.offer("measure", each.key, each.name.in(language));
  }
  return hits.best(limit);
}

std::string to_json(const std::vector<Hit>& hits) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Hit& hit : hits) {
    list.push_back({{"kind", hit.kind}, {"key", hit.key}, {"name", hit.name}});
  }
  return nlohmann::ordered_json({{"hits", std::move(list)}}).dump();
}

}  // namespace redthread::app
