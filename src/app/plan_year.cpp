// SPDX-License-Identifier: Apache-2.0
#include "app/plan_year.hpp"

#include <fmt/format.h>

#include "app/clock.hpp"
#include "app/questions.hpp"
#include "plan/messages.hpp"
#include "plan/occurrences.hpp"

namespace redthread::app {
namespace {

using plan::codes::already_adopted;
using plan::codes::already_assured;
using plan::codes::bad_value;
using plan::codes::bad_year;
using plan::codes::not_adopted;

constexpr int first_year = 1901;
constexpr int last_year = 2999;

bool check_year(int year, Diagnostics& diagnostics) {
  if (first_year <= year && year <= last_year) return true;
  diagnostics.error(bad_year, {}, fmt::format("`{}` is not a year", year), "write it as 2026");
  return false;
}

/// The day of a decision; nullopt with a diagnostic.
std::optional<std::string> day_of(const PlanDecision& decision, Diagnostics& diagnostics) {
  if (decision.day.empty()) return utc_now().substr(0, 10);
  if (Date::parse(decision.day)) return decision.day;
  diagnostics.error(bad_value, {}, fmt::format("`{}` is not a day", decision.day),
                    "days are written 2024-01-31");
  return std::nullopt;
}

void tell(const plan::Findings& findings, Diagnostics& diagnostics) {
  for (const plan::Finding& finding : findings) {
    diagnostics.error(finding.code, {}, finding.object.to_string() + ": " + finding.message,
                      finding.hint);
  }
}

/// Commits what was decided on the plan of a year as it was `seen`; a conflict when somebody
/// changed it meanwhile.
std::optional<plan::Committed> commit(plan::Store& store, const plan::State& seen,
                                      std::vector<plan::Change> changes, int year,
                                      const PlanQuestion& question, const std::string& usual_reason,
                                      Diagnostics& diagnostics) {
  for (plan::Change& each : plan::unchanged_plan(seen, year)) {
    changes.push_back(std::move(each));
  }
  plan::Findings findings;
  auto done = store.commit(changes, signature_of(question, usual_reason.c_str()), findings);
  tell(findings, diagnostics);
  return done;
}

}  // namespace

std::optional<plan::Committed> rollover_plan(const PlanQuestion& question, int year,
                                             Diagnostics& diagnostics) {
  if (!check_year(year, diagnostics)) return std::nullopt;
  const auto store = open_plan(question, diagnostics);
  if (!store) return std::nullopt;
  const plan::State state = store->state();
  if (plan::is_closed_year(state, year)) {
    diagnostics.error(plan::codes::year_closed, {},
                      fmt::format("the plan of {} was rolled over already", year),
                      fmt::format("what is new goes into the plan of a later year; see `plan diff "
                                  "--year {}`",
                                  year));
    return std::nullopt;
  }
  plan::Findings findings;
  const auto changes = plan::rollover_changes(state, year - 1, findings);
  if (changes.empty() && plan::year_plan(state, year).empty()) {
    diagnostics.error(plan::codes::nothing_to_adopt, {},
                      fmt::format("there are no risks in the plan of {}", year - 1),
                      "import them: `plan import`");
    return std::nullopt;
  }
  if (!findings.empty()) {
    tell(findings, diagnostics);
    return std::nullopt;
  }
  return commit(*store, state, changes, year - 1, question, fmt::format("rollover to {}", year),
                diagnostics);
}

std::optional<plan::Committed> make_occurrences(const PlanQuestion& question,
                                                const std::string& period,
                                                Diagnostics& diagnostics) {
  const auto span = find_period(period, diagnostics);
  const auto store = span ? open_plan(question, diagnostics) : nullptr;
  if (!store) return std::nullopt;
  plan::Findings findings;
  const auto reason = fmt::format("occurrences of {}", span->to_string());
  auto done = store->commit(plan::occurrences_due(store->state(), *span),
                            signature_of(question, reason.c_str()), findings);
  tell(findings, diagnostics);
  return done;
}

std::optional<std::string> adopt_plan(const PlanQuestion& question, const PlanDecision& decision,
                                      Diagnostics& diagnostics) {
  const auto day = day_of(decision, diagnostics);
  if (!check_year(decision.year, diagnostics) || !day) return std::nullopt;
  const auto store = open_plan(question, diagnostics);
  if (!store) return std::nullopt;
  const plan::State state = store->state();
  tell(plan::obstacles_to_adoption(state, decision.year), diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;

  const std::string snapshot = plan::snapshot_of(state, decision.year);
  const plan::Object* last = plan::last_adoption(state, decision.year);
  if (last != nullptr && last->get("snapshot") == snapshot) {
    diagnostics.error(
        already_adopted, {},
        fmt::format("the plan of {} is adopted as it is, by {} on {}, {}", decision.year,
                    last->get("who"), last->get("date"), last->get("decision")),
        "there is nothing to decide");
    return std::nullopt;
  }
  const int edition = last == nullptr ? 1 : std::stoi(last->get("edition")) + 1;
  const plan::Change change{{"adoption", fmt::format("{}.{}", decision.year, edition)},
                            0,
                            plan::Fields{{"year", std::to_string(decision.year)},
                                         {"edition", std::to_string(edition)},
                                         {"date", *day},
                                         {"who", question.who},
                                         {"decision", decision.decision},
                                         {"snapshot", snapshot}}};
  if (!commit(*store, state, {change}, decision.year, question, "adoption", diagnostics))
    return std::nullopt;
  return snapshot;
}

std::optional<std::string> assure_plan(const PlanQuestion& question, const PlanDecision& decision,
                                       Diagnostics& diagnostics) {
  const auto day = day_of(decision, diagnostics);
  if (!check_year(decision.year, diagnostics) || !day) return std::nullopt;
  const auto store = open_plan(question, diagnostics);
  if (!store) return std::nullopt;
  const plan::State state = store->state();
  const plan::AdoptionStatus status = plan::adoption_status(state, decision.year);
  if (!status.is_as_adopted) {
    diagnostics.error(not_adopted, {},
                      status.adoption == nullptr
                          ? fmt::format("the plan of {} was not adopted", decision.year)
                          : fmt::format("the plan of {} was changed after its adoption on {}",
                                        decision.year, status.adoption->get("date")),
                      "adopt it first: `plan adopt`; what was changed: `plan adopted`");
    return std::nullopt;
  }
  if (status.is_as_assured) {
    diagnostics.error(already_assured, {},
                      fmt::format("the plan of {} is assured as it is, by {} on {}", decision.year,
                                  status.assurance->get("who"), status.assurance->get("date")),
                      "there is nothing to decide");
    return std::nullopt;
  }
  const std::string follow_up = plan::follow_up_of(state, decision.year);
  int number = 1;
  const std::string& adoption = status.adoption->key.id;
  while (state.find("assurance", fmt::format("{}.{}", adoption, number)) != nullptr) ++number;
  plan::Fields fields{{"adoption", adoption},
                      {"date", *day},
                      {"who", question.who},
                      {"decision", decision.decision},
                      {"snapshot", status.adoption->get("snapshot")},
                      {"follow_up", follow_up}};
  if (!decision.text.empty()) fields["text"] = decision.text;
  const plan::Change change{{"assurance", fmt::format("{}.{}", adoption, number)}, 0, fields};
  if (!commit(*store, state, {change}, decision.year, question, "assurance", diagnostics))
    return std::nullopt;
  return follow_up;
}

std::optional<AdoptionReport> plan_adoption(const PlanQuestion& question, int year,
                                            Diagnostics& diagnostics) {
  if (!check_year(year, diagnostics)) return std::nullopt;
  const auto store = open_plan(question, diagnostics);
  if (!store) return std::nullopt;
  AdoptionReport report;
  report.state = store->state();
  report.status = plan::adoption_status(report.state, year);
  report.snapshot = plan::snapshot_of(report.state, year);
  if (report.status.adoption != nullptr && !report.status.is_as_adopted) {
    // A store that was filled from files has no history: then nobody can say what has changed.
    const auto entries = store->history(report.status.adoption->key);
    const plan::State then = store->state_at(entries.empty() ? 0 : entries.front().sequence);
    if (plan::snapshot_of(then, year) == report.status.adoption->get("snapshot")) {
      report.changed = plan::snapshot_changes(then, report.state, year);
    }
  }
  return report;
}

}  // namespace redthread::app
