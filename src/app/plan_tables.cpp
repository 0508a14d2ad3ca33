// SPDX-License-Identifier: Apache-2.0
#include "app/plan_tables.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/clock.hpp"
#include "app/plan_figures.hpp"
#include "app/questions.hpp"
#include "plan/adoption.hpp"
#include "plan/effects.hpp"
#include "plan/fulfilment.hpp"
#include "plan/messages.hpp"
#include "plan/resources.hpp"
#include "plan/year.hpp"

namespace redthread::app {
namespace {

using Row = std::vector<std::string>;

constexpr int amount_decimals = 3;

std::string text(const std::optional<Decimal>& amount) {
  return amount ? amount->normalized().to_string() : "";
}
std::string text(Decimal amount) { return amount.normalized().to_string(); }
std::string percent(const std::optional<Exact>& share) {
  return share ? (*share * Exact(100)).rounded(1).to_string() + " %" : "";
}
/// `5 of 7`; nothing when all are there.
std::string k_of_n(int there, int all) {
  return there == all || all == 1 ? "" : fmt::format("{} of {}", there, all);
}
/// A sum over rows; with how many of them it has, when not all do.
class Total {
 public:
  void add(const std::optional<Decimal>& amount) {
    ++all_;
    if (!amount) return;
    ++there_;
    sum_ = sum_ + *amount;
  }
  std::string text() const {
    if (there_ == 0) return "";
    const std::string sum = sum_.normalized().to_string();
    return there_ == all_ ? sum : fmt::format("{} ({})", sum, k_of_n(there_, all_));
  }

 private:
  Decimal sum_;
  int there_ = 0;
  int all_ = 0;
};

/// Nothing for zero, so that what matters is seen.
std::string text_if_any(Decimal amount) { return amount.is_zero() ? "" : text(amount); }

std::optional<Date> day_of(const std::string& day, Diagnostics& diagnostics) {
  const auto date = Date::parse(day.empty() ? utc_now().substr(0, 10) : day);
  if (!date) {
    diagnostics.error(plan::codes::bad_value, {}, fmt::format("`{}` is not a day", day),
                      "days are written 2024-01-31");
  }
  return date;
}

bool is_year(int year, Diagnostics& diagnostics) {
  if (1900 < year && year < 3000) return true;
  diagnostics.error(plan::codes::bad_year, {}, fmt::format("`{}` is not a year", year),
                    "write it as 2026");
  return false;
}

/// What changed, on one line: `owner: A -> B; level: 3 -> 2`.
std::string text_of(const std::vector<plan::YearDifference::Field>& fields) {
  std::string all;
  for (const auto& field : fields) {
    all += fmt::format("{}{}: {} -> {}", all.empty() ? "" : "; ", field.name,
                       field.before.empty() ? "–" : field.before,
                       field.after.empty() ? "–" : field.after);
  }
  return all;
}

std::string targets_of(const plan::FulfilmentRow& row) {
  std::string all;
  for (const plan::JudgedTarget& each : row.targets) {
    all += (all.empty() ? "" : "; ") + each.target->get("target");
  }
  return all;
}

/// Where no one judged, nothing.
std::string status_text(Status status) {
  return status == Status::none ? "" : plan::word_of(status);
}

}  // namespace

std::optional<PlanTable> year_difference_table(const PlanQuestion& question,
                                               const PlanTableQuestion& asked,
                                               Diagnostics& diagnostics) {
  const int from = asked.from_year == 0 ? asked.year - 1 : asked.from_year;
  if (!is_year(asked.year, diagnostics) || !is_year(from, diagnostics)) return std::nullopt;
  if (from >= asked.year) {
    diagnostics.error(plan::codes::bad_year, {},
                      fmt::format("{} does not come before {}", from, asked.year),
                      "give --from an earlier year than --year");
    return std::nullopt;
  }
  const auto store = open_plan(question, diagnostics);
  if (!store) return std::nullopt;
  PlanTable table{{{"object"}, {"status"}, {"assessed"}, {"name"}, {"what"}}, {}};
  for (const auto& each : plan::year_differences(store->state(), from, asked.year)) {
    const bool is_removed = each.status == plan::YearDifference::Status::removed;
    table.rows.push_back({each.subject.to_string(), to_string(each.status),
                          each.is_not_reassessed ? "not re-assessed" : "", each.name,
                          is_removed ? each.reason : text_of(each.fields)});
  }
  return table;
}

std::optional<PlanTable> recommendation_table(const PlanQuestion& question,
                                              const PlanTableQuestion& asked,
                                              Diagnostics& diagnostics) {
  const auto on = day_of(asked.day, diagnostics);
  const auto store = on ? open_plan(question, diagnostics) : nullptr;
  if (!store) return std::nullopt;
  PlanTable table{{{"key"},
                   {"name"},
                   {"given by"},
                   {"given"},
                   {"due"},
                   {"status"},
                   {"days old", true},
                   {"days overdue", true}},
                  {}};
  for (const plan::RecommendationAge& each : plan::recommendation_ages(store->state(), *on)) {
    const plan::Object& object = *each.recommendation;
    table.rows.push_back({object.key.id, object.get("name"), object.get("given_by"),
                          object.get("given"), object.get("due"), object.get("status"),
                          std::to_string(each.age_days),
                          each.overdue_days > 0 ? std::to_string(each.overdue_days) : ""});
  }
  return table;
}

std::optional<PlanTable> fulfilment_table(const PlanQuestion& question,
                                          const PlanTableQuestion& asked,
                                          Diagnostics& diagnostics) {
  const auto period = find_period(asked.period, diagnostics);
  const auto store = period ? open_plan(question, diagnostics) : nullptr;
  if (!store) return std::nullopt;
  const plan::State& state = store->state();
  plan::OtherOutcomes others;
  if (asked.with_figures) {
    auto figures = outcomes_from_figures(question, state, *period, asked.unit, diagnostics);
    if (!figures) return std::nullopt;
    others = std::move(*figures);
  }
  PlanTable table{{{"goal or indicator"},
                   {"name"},
                   {"outcome", true},
                   {"target", true},
                   {"status"},
                   {"computed"},
                   {"prognosis"},
                   {"green", true},
                   {"reason"}},
                  {}};
  for (const plan::FulfilmentRow& row : plan::fulfilment(state, *period, asked.unit, others)) {
    const bool is_goal = row.subject.kind == "goal";
    const bool is_overridden = row.status != row.computed;
    std::string outcome = row.outcome.empty() ? row.state : row.outcome;
    if (!row.outcome.empty() && !row.state.empty()) outcome += " (" + row.state + ")";
    table.rows.push_back(
        {std::string(2 * static_cast<std::size_t>(row.depth), ' ') + row.subject.id, row.name,
         outcome, targets_of(row), plan::word_of(row.status),
         is_overridden ? plan::word_of(row.computed) : "", status_text(row.prognosis),
         is_goal ? fmt::format("{} of {}", row.green, row.judged) : "", row.reason});
  }
  return table;
}

std::optional<PlanTable> effect_table(const PlanQuestion& question, const PlanTableQuestion& asked,
                                      Diagnostics& diagnostics) {
  const auto period = find_period(asked.period, diagnostics);
  const auto store = period ? open_plan(question, diagnostics) : nullptr;
  if (!store) return std::nullopt;
  const plan::State& state = store->state();
  std::map<std::string, Exact> ledger;
  if (asked.with_figures) {
    auto figures = ledger_effects(question, state, *period, asked.unit, diagnostics);
    if (!figures) return std::nullopt;
    ledger = std::move(*figures);
  }
  PlanTable table{{{"action"},
                   {"name"},
                   {"of"},
                   {"budget", true},
                   {"forecast", true},
                   {"realised", true},
                   {"of plan", true},
                   {"delayed", true},
                   {"carried out", true}},
                  {}};
  if (asked.with_figures) {
    for (const char* name : {"ledger", "difference"}) table.columns.push_back({name, true});
  }
  table.columns.push_back({"told by", true});  // realised effects, of those that a total has
  for (const plan::EffectRow& row : plan::effect_rows(state, *period)) {
    Row cells = {row.action != nullptr ? row.action->key.id : "",
                 row.action != nullptr ? row.action->get("name") : "all actions",
                 std::string(row.is_money ? "mnkr" : "fte") +
                     (row.is_beyond_budget ? ", beyond budget" : ", within budget"),
                 text(row.budget),
                 text(row.forecast),
                 text(row.actual),
                 percent(row.share),
                 row.is_delayed && row.delayed.is_zero() ? "delayed" : text_if_any(row.delayed),
                 text_if_any(row.carried_out)};
    if (asked.with_figures) {
      const auto found =
          row.action != nullptr && row.is_money ? ledger.find(row.action->key.id) : ledger.end();
      const bool is_tied = found != ledger.end();
      cells.push_back(is_tied ? text(found->second.rounded(amount_decimals)) : "");
      cells.push_back(is_tied && row.actual
                          ? text((Exact(*row.actual) - found->second).rounded(amount_decimals))
                          : "");
    }
    cells.push_back(k_of_n(row.parts_told, row.parts));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

std::optional<PlanTable> investment_table(const PlanQuestion& question,
                                          const PlanTableQuestion& asked,
                                          Diagnostics& diagnostics) {
  if (!is_year(asked.year, diagnostics)) return std::nullopt;
  const auto store = open_plan(question, diagnostics);
  if (!store) return std::nullopt;
  PlanTable table{{{"investment"},
                   {"name"},
                   {"budget", true},
                   {"of it carried over", true},
                   {"spent", true},
                   {"grade", true},
                   {"forecast", true},
                   {"remaining", true},
                   {"left of frame", true},
                   {"unused two years", true}},
                  {}};
  Total budget;
  Total spent;
  Total remaining;
  for (const plan::InvestmentRow& row : plan::investment_rows(store->state(), asked.year)) {
    table.rows.push_back({row.investment->key.id, row.investment->get("name"), text(row.budget),
                          text_if_any(row.carried_over), text(row.spent), percent(row.spent_share),
                          text(row.forecast), text(row.remaining), text(row.frame_left),
                          row.unused_two_years ? text_if_any(*row.unused_two_years) : ""});
    budget.add(row.budget);
    spent.add(row.spent);
    remaining.add(row.remaining);
  }
  table.rows.push_back(
      {"", "all investments", budget.text(), "", spent.text(), "", "", remaining.text(), "", ""});
  return table;
}

std::optional<PlanTable> incident_table(const PlanQuestion& question,
                                        const PlanTableQuestion& asked, Diagnostics& diagnostics) {
  const auto period = find_period(asked.period, diagnostics);
  const auto store = period ? open_plan(question, diagnostics) : nullptr;
  if (!store) return std::nullopt;
  PlanTable table{{{"unit"},
                   {"area"},
                   {"type"},
                   {"incidents", true},
                   {"severe harm", true},
                   {"lex Maria", true},
                   {"with risk or action", true}},
                  {}};
  for (const plan::IncidentCount& each : plan::incident_counts(store->state(), *period)) {
    table.rows.push_back({each.unit, each.area, each.type, std::to_string(each.count),
                          std::to_string(each.severe), std::to_string(each.lex_maria),
                          std::to_string(each.linked)});
  }
  return table;
}

std::optional<PlanTable> forecast_table(const PlanQuestion& question,
                                        const PlanTableQuestion& asked, Diagnostics& diagnostics) {
  if (!is_year(asked.year, diagnostics)) return std::nullopt;
  const auto store = open_plan(question, diagnostics);
  if (!store) return std::nullopt;
  PlanTable table{{{"line"},
                   {"unit"},
                   {"version", true},
                   {"made"},
                   {"forecast", true},
                   {"change", true},
                   {"became", true},
                   {"difference", true},
                   {"error", true},
                   {"of"},
                   {"comment"}},
                  {}};
  for (const plan::ForecastRow& row : plan::forecast_rows(store->state(), asked.year)) {
    const plan::Object& object = *row.forecast;
    table.rows.push_back({object.get("line"), object.get("unit"), object.get("edition"),
                          object.get("made"), object.get("amount"), text(row.change),
                          text(row.actual), text(row.difference), percent(row.error_share),
                          object.get("measure_unit"), object.get("comment")});
  }
  return table;
}

std::optional<PlanTable> procurement_table(const PlanQuestion& question,
                                           const PlanTableQuestion& asked,
                                           Diagnostics& diagnostics) {
  if (!is_year(asked.year, diagnostics)) return std::nullopt;
  const auto store = open_plan(question, diagnostics);
  if (!store) return std::nullopt;
  const plan::State& state = store->state();
  const Period year = Period::year(asked.year);
  PlanTable table{{{"what"}, {"of"}, {"amount", true}, {"against", true}, {"result"}}, {}};
  for (const plan::ComplianceRow& row : plan::compliance_rows(state, year)) {
    table.rows.push_back({"purchases on contract", row.unit.empty() ? "all units" : row.unit,
                          text(row.on_contract), text(row.on_contract + row.off_contract),
                          percent(row.share)});
  }
  for (const plan::DirectAwardRow& row : plan::direct_awards(state, asked.year)) {
    const bool has_threshold = row.threshold != nullptr;
    table.rows.push_back({"direct awards", row.category, text(row.awarded),
                          has_threshold ? text(plan::mnkr_of(row.threshold->get("amount"),
                                                             row.threshold->get("measure_unit")))
                                        : "",
                          has_threshold ? to_string(row.level) : "no threshold"});
  }
  const plan::ReviewCount reviews = plan::review_count(state, year);
  table.rows.push_back(
      {"reviews in court", "filed in the year",
       std::to_string(reviews.won + reviews.lost + reviews.withdrawn + reviews.pending), "",
       fmt::format("{} won, {} lost, {} withdrawn, {} pending", reviews.won, reviews.lost,
                   reviews.withdrawn, reviews.pending)});
  return table;
}

std::optional<PlanTable> contract_table(const PlanQuestion& question,
                                        const PlanTableQuestion& asked, Diagnostics& diagnostics) {
  const auto on = day_of(asked.day, diagnostics);
  const auto store = on ? open_plan(question, diagnostics) : nullptr;
  if (!store) return std::nullopt;
  const plan::State& state = store->state();
  PlanTable table{{{"day"}, {"what"}, {"contract"}, {"name"}, {"owner"}}, {}};
  for (const plan::ContractDay& each : plan::contract_days(state, *on, asked.days)) {
    const bool is_contract = each.object->key.kind == "contract";
    const plan::Object& contract =
        is_contract ? *each.object : *state.find("contract", each.object->get("contract"));
    table.rows.push_back({each.day.to_string(), (is_contract ? "" : "follow up ") + each.what,
                          contract.key.id, contract.get("name"), contract.get("owner")});
  }
  return table;
}

}  // namespace redthread::app
