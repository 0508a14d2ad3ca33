// SPDX-License-Identifier: Apache-2.0
#include "model/plan_kind_groups.hpp"

namespace redthread {
namespace {

using Type = PlanFieldType;

constexpr bool required = true;
constexpr bool optional = false;

}  // namespace

std::vector<PlanKind> plan_follow_up_kinds() {
  return {
      {.name = "outcome",
       .file = "outcomes.csv",
       .meaning = "What an indicator reached in a period, or is forecast to reach.",
       .fields = {{"indicator", Type::reference, required, "indicator"},
                  {"period", Type::period, required},
                  {"scenario", Type::word, required, "actual forecast"},
                  {"value"},
                  {"state", Type::word, optional,
                   "preliminary lagging not_comparable not_measured not_applicable missing"},
                  {"unit"},
                  {"made", Type::date},
                  {"note"}},
       .unique = {"indicator", "period", "scenario", "unit", "made"}},
      {.name = "year_entry",
       .file = "year_entries.csv",
       .meaning = "A risk, control or mitigation in a year's internal-control plan; `content` is "
                  "its fields as they were when the year was closed.",
       .fields = {{"subject", Type::subject, required, "risk control mitigation"},
                  {"year", Type::year, required},
                  {"carried_from", Type::reference, optional, "year_entry"},
                  {"assessment", Type::reference, optional, "risk_assessment"},
                  {"removed_reason"},
                  {"content"}},
       .unique = {"subject", "year"}},
      {.name = "adoption",
       .file = "adoptions.csv",
       .meaning = "That a year's internal-control plan was adopted; `snapshot` is the SHA-256 of "
                  "what was adopted.",
       .fields = {{"year", Type::year, required},
                  {"edition", Type::integer, required},
                  {"date", Type::date, required},
                  {"who", Type::text, required},
                  {"decision", Type::text, required},
                  {"snapshot", Type::text, required}},
       .unique = {"year", "edition"}},
      {.name = "assurance",
       .file = "assurances.csv",
       .meaning = "The board's assurance on an adopted plan and how it was followed up.",
       .fields = {{"adoption", Type::reference, required, "adoption"},
                  {"date", Type::date, required},
                  {"who", Type::text, required},
                  {"decision", Type::text, required},
                  {"snapshot", Type::text, required},
                  {"follow_up", Type::text, required},
                  {"text"}},
       .unique = {"adoption", "date"}},
      {.name = "recommendation",
       .file = "recommendations.csv",
       .meaning = "What an audit recommended, and what became of it.",
       .fields = {{"name", Type::text, required},
                  {"given_by", Type::text, required},
                  {"given", Type::date, required},
                  {"due", Type::date},
                  {"status", Type::word, required, "open in_progress done rejected"},
                  {"settled", Type::date},
                  {"answer"},
                  {"risks", Type::references, optional, "risk"},
                  {"mitigations", Type::references, optional, "mitigation"},
                  {"goals", Type::references, optional, "goal"},
                  {"unit"},
                  {"owner"},
                  {"description"}},
       .orders = {{"given", "due"}, {"given", "settled"}}},
  };
}

}  // namespace redthread
