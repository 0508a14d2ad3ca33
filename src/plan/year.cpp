// SPDX-License-Identifier: Apache-2.0
#include "plan/year.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "plan/messages.hpp"
#include "plan/values.hpp"

namespace redthread::plan {
namespace {

constexpr std::array<const char*, 3> kinds = {"risk", "control", "mitigation"};

/// How a mitigation goes, which is followed up and not decided.
bool is_follow_up(const ObjectKey& subject, const std::string& field) {
  return subject.kind == "mitigation" &&
         (field == "status" || field == "effect" || field == "effect_judged");
}

std::string last_day(int year) { return fmt::format("{}-12-31", year); }
std::string first_day(int year) { return fmt::format("{}-01-01", year); }

/// The entries of a year, by subject.
std::map<std::string, const Object*> entries_of(const State& state, int year) {
  std::map<std::string, const Object*> entries;
  const std::string wanted = std::to_string(year);
  for (const auto& [id, entry] : state.all("year_entry")) {
    if (entry->get("year") == wanted) entries[entry->get("subject")] = entry.get();
  }
  return entries;
}

std::string subject_text(const ObjectKey& subject) { return subject.kind + ":" + subject.id; }

/// Each risk's last assessment up to the end of a year.
std::map<std::string, const Object*> assessments_until(const State& state, int year) {
  std::map<std::string, const Object*> last;
  const std::string end = last_day(year);
  for (const auto& [id, assessment] : state.all("risk_assessment")) {
    if (assessment->get("date") > end) continue;
    const Object*& known = last[assessment->get("risk")];
    if (!known || known->get("date") < assessment->get("date")) known = assessment.get();
  }
  return last;
}

/// Whether the days of an object let it be in a year. Days are texts that sort as days.
bool days_fit(const Object& object, int year) {
  const bool is_risk = object.key.kind == "risk";
  const bool is_control = object.key.kind == "control";
  const std::string& begins = object.get(is_risk ? "from" : is_control ? "anchor" : "starts");
  const std::string& ends = object.get(is_risk ? "closed" : is_control ? "until" : "ends");
  return (is_control || begins.empty() || begins <= last_day(year)) &&
         (ends.empty() || ends >= first_day(year));
}

/// The plan of a year that is open: what has an entry, and what came after the roll-over.
class OpenYear {
 public:
  OpenYear(const State& state, int year)
      : state_(state),
        year_(year),
        entries_(entries_of(state, year)),
        assessments_(assessments_until(state, year)) {}

  std::vector<YearItem> items() {
    for (const auto& [id, risk] : state_.all("risk")) {
      if (!belongs(*risk)) continue;
      risks_.insert(id);
      const auto assessment = assessments_.find(id);
      add(*risk, assessment == assessments_.end() ? "" : assessment->second->key.id);
    }
    for (const char* kind : {"control", "mitigation"}) {
      for (const auto& [id, object] : state_.all(kind)) {
        if (belongs(*object) && is_about_the_plans_risks(*object)) add(*object, "");
      }
    }
    return std::move(items_);
  }

 private:
  const Object* entry_of(const Object& object) const {
    const auto found = entries_.find(subject_text(object.key));
    return found == entries_.end() ? nullptr : found->second;
  }

  bool belongs(const Object& object) const {
    const Object* entry = entry_of(object);
    if (!entry) return days_fit(object, year_);
    const bool is_closed = object.key.kind == "risk" && !object.get("closed").empty() &&
                           object.get("closed") < first_day(year_);
    return entry->get("removed_reason").empty() && !is_closed;
  }

  bool is_about_the_plans_risks(const Object& object) const {
    const auto risks = list_of(object.get("risks"));
    return std::any_of(risks.begin(), risks.end(),
                       [&](const std::string& risk) { return risks_.count(risk) > 0; });
  }

  void add(const Object& object, std::string assessment) {
    items_.push_back({object.key, object.fields, std::move(assessment), entry_of(object)});
  }

  const State& state_;
  int year_;
  std::map<std::string, const Object*> entries_;
  std::map<std::string, const Object*> assessments_;
  std::set<std::string> risks_;
  std::vector<YearItem> items_;
};

std::vector<YearItem> closed_year(const State& state, int year) {
  std::vector<YearItem> items;
  for (const auto& [text, entry] : entries_of(state, year)) {
    const auto subject = subject_of(text);
    auto content = fields_from_json(entry->get("content"));
    if (!subject || !content || !entry->get("removed_reason").empty()) continue;
    items.push_back({*subject, std::move(*content), entry->get("assessment"), entry});
  }
  const auto rank = [](const YearItem& item) {
    return std::find(kinds.begin(), kinds.end(), item.subject.kind) - kinds.begin();
  };
  std::stable_sort(items.begin(), items.end(), [&](const YearItem& a, const YearItem& b) {
    return std::pair(rank(a), a.subject.id) < std::pair(rank(b), b.subject.id);
  });
  return items;
}

const std::string& text_of(const Fields& fields, const char* name) {
  static const std::string none;
  const auto found = fields.find(name);
  return found == fields.end() ? none : found->second;
}

void compare_fields(YearDifference& difference, const Fields& before, const Fields& after) {
  std::set<std::string> names;
  for (const auto& [name, value] : before) names.insert(name);
  for (const auto& [name, value] : after) names.insert(name);
  for (const std::string& name : names) {
    const std::string& was = text_of(before, name.c_str());
    const std::string& is = text_of(after, name.c_str());
    if (was != is && !is_follow_up(difference.subject, name)) {
      difference.fields.push_back({name, was, is});
    }
  }
}

/// The steps and the level of an assessment, not who made it and when.
Fields result_of(const State& state, const std::string& assessment) {
  Fields result;
  const Object* object = state.find("risk_assessment", assessment);
  for (const char* name : {"state", "likelihood", "consequence", "value", "level"}) {
    if (object && !object->get(name).empty()) result[name] = object->get(name);
  }
  return result;
}

/// Makes the changes of a roll-over.
class Rollover {
 public:
  Rollover(const State& state, int from, Findings& findings)
      : state_(state),
        from_(from),
        is_closed_(is_closed_year(state, from)),
        next_entries_(entries_of(state, from + 1)),
        findings_(findings) {}

  std::vector<Change> changes() {
    std::set<ObjectKey> old;
    for (const YearItem& item : year_plan(state_, from_)) {
      old.insert(item.subject);
      const std::string id = close(item);
      const std::string reason = reason_to_end(item);
      if (item.subject.kind == "risk" && reason.empty()) risks_.insert(item.subject.id);
      enter(item.subject, id, reason);
    }
    for (const YearItem& item : year_plan(state_, from_ + 1)) {
      if (old.count(item.subject) == 0) enter(item.subject, "", "");
    }
    return std::move(changes_);
  }

 private:
  static std::string id_of(const ObjectKey& subject, int year) {
    return fmt::format("{}.{}.{}", subject.kind, subject.id, year);
  }

  /// Keeps the item as it is now; gives its entry's id.
  std::string close(const YearItem& item) {
    if (is_closed_) return item.entry->key.id;
    Change change{{"year_entry", item.entry ? item.entry->key.id : id_of(item.subject, from_)},
                  item.entry ? item.entry->version : 0,
                  item.entry ? item.entry->fields : Fields()};
    Fields& fields = *change.after;
    fields["subject"] = subject_text(item.subject);
    fields["year"] = std::to_string(from_);
    fields["content"] = to_json(item.content);
    if (!item.assessment.empty()) fields["assessment"] = item.assessment;
    changes_.push_back(change);
    return change.object.id;
  }

  void enter(const ObjectKey& subject, const std::string& carried_from, const std::string& reason) {
    if (next_entries_.count(subject_text(subject)) > 0) return;
    Fields fields{{"subject", subject_text(subject)}, {"year", std::to_string(from_ + 1)}};
    if (!carried_from.empty()) fields["carried_from"] = carried_from;
    if (!reason.empty()) fields["removed_reason"] = reason;
    changes_.push_back({{"year_entry", id_of(subject, from_ + 1)}, 0, std::move(fields)});
  }

  /// Why an item does not go on; empty = it does.
  std::string reason_to_end(const YearItem& item) {
    const Object* object = state_.find(item.subject);
    if (!object) return "borttagen";
    if (item.subject.kind == "risk") return reason_of_risk(*object);
    const auto risks = list_of(object->get("risks"));
    if (std::none_of(risks.begin(), risks.end(),
                     [&](const std::string& risk) { return risks_.count(risk) > 0; })) {
      return "riskerna går inte vidare";
    }
    const bool is_control = item.subject.kind == "control";
    const std::string& ends = object->get(is_control ? "until" : "ends");
    if (ends.empty() || ends > last_day(from_)) return "";
    const std::string& effect = object->get("effect");
    const bool is_settled = is_control || (!effect.empty() && effect != "not_judged");
    return is_settled ? "avslutad " + ends : "";
  }

  std::string reason_of_risk(const Object& risk) {
    const bool is_ended = !risk.get("closed").empty() || risk.get("next_year") == "no";
    if (!is_ended) return "";
    if (!risk.get("closed_reason").empty()) return risk.get("closed_reason");
    findings_.push_back(
        {codes::missing_value, risk.key, "closed_reason",
         fmt::format("the risk does not go on to {}, and there is no reason", from_ + 1),
         "write it in `closed_reason`"});
    return "?";
  }

  const State& state_;
  int from_;
  bool is_closed_;
  std::map<std::string, const Object*> next_entries_;
  Findings& findings_;
  std::set<std::string> risks_;  ///< that go on
  std::vector<Change> changes_;
};

}  // namespace

bool is_closed_year(const State& state, int year) {
  const auto entries = entries_of(state, year);
  return std::any_of(entries.begin(), entries.end(),
                     [](const auto& each) { return !each.second->get("content").empty(); });
}

std::vector<YearItem> year_plan(const State& state, int year) {
  return is_closed_year(state, year) ? closed_year(state, year) : OpenYear(state, year).items();
}

const char* to_string(YearDifference::Status status) {
  switch (status) {
    case YearDifference::Status::is_new:
      return "new";
    case YearDifference::Status::changed:
      return "changed";
    case YearDifference::Status::removed:
      return "removed";
    case YearDifference::Status::unchanged:
      return "unchanged";
  }
  return "";
}

std::vector<YearDifference> year_differences(const State& state, int from, int to) {
  using Status = YearDifference::Status;
  const std::vector<YearItem> before = year_plan(state, from);
  const std::vector<YearItem> after = year_plan(state, to);
  const auto entries = entries_of(state, to);
  std::map<ObjectKey, const YearItem*> old;
  for (const YearItem& item : before) old[item.subject] = &item;

  std::vector<YearDifference> differences;
  for (const YearItem& item : after) {
    YearDifference difference{item.subject, text_of(item.content, "name"), Status::is_new, {}, "",
                              false};
    const auto was = old.find(item.subject);
    if (was != old.end()) {
      const YearItem& previous = *was->second;
      compare_fields(difference, previous.content, item.content);
      compare_fields(difference, result_of(state, previous.assessment),
                     result_of(state, item.assessment));
      difference.status = difference.fields.empty() ? Status::unchanged : Status::changed;
      difference.is_not_reassessed =
          item.subject.kind == "risk" && item.assessment == previous.assessment;
      old.erase(was);
    }
    differences.push_back(std::move(difference));
  }
  for (const auto& [subject, item] : old) {
    const auto entry = entries.find(subject_text(subject));
    const Object* object = state.find(subject);
    std::string reason = entry != entries.end() ? entry->second->get("removed_reason") : "";
    if (reason.empty() && object) reason = object->get("closed_reason");
    differences.push_back(
        {subject, text_of(item->content, "name"), Status::removed, {}, std::move(reason), false});
  }
  return differences;
}

std::vector<Change> rollover_changes(const State& state, int from, Findings& findings) {
  return Rollover(state, from, findings).changes();
}

std::vector<Change> unchanged_plan(const State& state, int year) {
  std::vector<Change> changes;
  const auto add = [&](const Object* object) {
    if (object) changes.push_back({object->key, object->version, object->fields});
  };
  for (const YearItem& item : year_plan(state, year)) {
    add(state.find(item.subject));
    add(state.find("risk_assessment", item.assessment));
  }
  return changes;
}

}  // namespace redthread::plan
