// SPDX-License-Identifier: Apache-2.0
#include <set>

#include <fmt/format.h>

#include "plan/checks.hpp"
#include "plan/messages.hpp"
#include "plan/values.hpp"
#include "plan/year.hpp"

namespace redthread::plan {
namespace {

constexpr std::size_t hash_length = 64;

void check_hash(const Object& object, const char* field, Findings& findings) {
  const std::string& hash = object.get(field);
  const bool is_hash =
      hash.size() == hash_length && hash.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (hash.empty() || is_hash) return;
  findings.push_back({codes::bad_value, object.key, field, fmt::format("`{}` is no SHA-256", field),
                      "`plan adopt` and `plan assure` write it"});
}

/// What was decided on a day stays as it was decided.
void check_kept(const State& before, const State& after, const char* kind, const char* hint,
                Findings& findings) {
  for (const auto& [id, was] : before.all(kind)) {
    const Object* now = after.find(kind, id);
    if (now && now->fields == was->fields) continue;
    findings.push_back({codes::adoption_kept, was->key, "",
                        fmt::format("the {} `{}` was to be {}, and it is a decision", kind, id,
                                    now ? "changed" : "removed"),
                        hint});
  }
}

void check_assurance(const State& after, const Object& assurance, Findings& findings) {
  check_hash(assurance, "follow_up", findings);
  const Object* adoption = after.find("adoption", assurance.get("adoption"));
  if (!adoption || adoption->get("snapshot") == assurance.get("snapshot")) return;
  findings.push_back({codes::assurance_snapshot, assurance.key, "snapshot",
                      "the assurance is on another plan than the adoption",
                      "give it the adoption's `snapshot`"});
}

void check_entry(const State& after, const Object& entry, Findings& findings) {
  const std::string& content = entry.get("content");
  if (!content.empty() && !fields_from_json(content)) {
    findings.push_back({codes::bad_value, entry.key, "content",
                        "the entry's `content` is not what a roll-over writes",
                        "leave it as `plan export` wrote it"});
  }
  const Object* from = after.find("year_entry", entry.get("carried_from"));
  if (!from) return;
  const bool is_same = from->get("subject") == entry.get("subject");
  const bool is_earlier = from->get("year") < entry.get("year");
  if (is_same && is_earlier) return;
  findings.push_back({codes::carried_from, entry.key, "carried_from",
                      is_same ? "the entry is carried from a later year, or from its own"
                              : "the entry is carried from one of another object",
                      "name the same object's entry of the year before"});
}

/// A year that was rolled over is history.
void check_closed(const State& before, const State& after, Findings& findings) {
  const auto tell = [&](const ObjectKey& key, const std::string& year) {
    findings.push_back({codes::year_closed, key, "",
                        fmt::format("the plan of {} was rolled over, and is kept as it was", year),
                        "change the plan of the year that it was rolled over to"});
  };
  std::set<std::string> closed;
  for (const auto& [id, was] : before.all("year_entry")) {
    if (was->get("content").empty()) continue;
    closed.insert(was->get("year"));
    const Object* now = after.find("year_entry", id);
    if (!now || now->fields != was->fields) tell(was->key, was->get("year"));
  }
  if (closed.empty()) return;
  for (const auto& [id, entry] : after.all("year_entry")) {
    const bool is_new = !before.find("year_entry", id);
    if (is_new && closed.count(entry->get("year")) > 0) tell(entry->key, entry->get("year"));
  }
}

void check_recommendation(const Object& recommendation, Findings& findings) {
  const std::string& status = recommendation.get("status");
  const bool is_settled = status == "done" || status == "rejected";
  if (is_settled && recommendation.get("settled").empty()) {
    findings.push_back({codes::missing_value, recommendation.key, "settled",
                        fmt::format("the recommendation is {}, and there is no `settled`", status),
                        "write the day"});
  }
  if (!is_settled && !recommendation.get("settled").empty()) {
    findings.push_back({codes::bad_status, recommendation.key, "status",
                        fmt::format("the recommendation is settled, and its status is {}", status),
                        "write done or rejected, or leave `settled` empty"});
  }
  if (status == "rejected" && recommendation.get("answer").empty()) {
    findings.push_back({codes::missing_value, recommendation.key, "answer",
                        "the recommendation is rejected, and there is no `answer`", "write why"});
  }
}

}  // namespace

void check_year(const State& before, const State& after, Findings& findings) {
  check_closed(before, after, findings);
  check_kept(before, after, "adoption", "adopt the plan anew: `plan adopt`", findings);
  check_kept(before, after, "assurance", "give a new assurance: `plan assure`", findings);
  for (const auto& [id, adoption] : after.all("adoption")) {
    check_hash(*adoption, "snapshot", findings);
  }
  for (const auto& [id, assurance] : after.all("assurance")) {
    check_assurance(after, *assurance, findings);
  }
  for (const auto& [id, entry] : after.all("year_entry")) check_entry(after, *entry, findings);
  for (const auto& [id, recommendation] : after.all("recommendation")) {
    check_recommendation(*recommendation, findings);
  }
}

}  // namespace redthread::plan
