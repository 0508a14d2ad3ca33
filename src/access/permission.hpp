// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/language.hpp"
#include "model/organisation.hpp"

namespace redthread::access {

/// Who may what: roles on subtrees of the organisation. Everything here is pure.

/// What can be permitted. Each is asked for at a unit of a region; what concerns the region as a
/// whole is asked for at its root.
enum class Permission {
  see_figures,    ///< figures with their threads, scorecards, statements, deliveries
  see_plan,       ///< the plan's objects with their history, tables, reports on their way
  comment,        ///< write the unit's comments
  follow_up,      ///< report how it goes: outcomes, actions, effects, controls, incidents
  edit_plan,      ///< goals, targets, assignments, activities, risks, controls and the like
  edit_reports,   ///< open, freeze, publish and correct a report
  sign,           ///< sign a report; adopt and assure the internal control
  load_data,      ///< load and fetch deliveries, see and fix the quarantine, close months
  see_rows,       ///< drill to rows; every look is logged
  see_looks,      ///< who looked at rows
  see_journal,    ///< the plan's journal with its verification, and the accounts'
  plan_capacity,  ///< work with capacity scenarios
  administer,     ///< accounts and what they are granted
};
inline constexpr std::size_t permission_count = 13;

/// The jobs of DESIGN's table of users, and `row_reader`: not a job, but the permission to drill
/// to rows alone, granted to an account beside its role.
enum class Role {
  viewer,
  reporter,
  controller,
  planner,
  capacity_planner,
  auditor,
  administrator,
  row_reader,
};
inline constexpr std::size_t role_count = 8;

/// What a role carries, and why. The one table that everything derives from: the server's routes,
/// docs/accounts.md, and the forms where roles are granted.
struct RoleRule {
  Role role;
  const char* word;  ///< in commands, the API and the database: `capacity_planner`
  const char* name_sv;
  const char* name_en;
  const char* why;
  std::array<bool, permission_count> carries;
};

namespace parts {
/// The table's cells as a list of what is permitted.
template <class... Permissions>
constexpr std::array<bool, permission_count> carries(Permissions... permissions) {
  std::array<bool, permission_count> cells{};
  ((cells[static_cast<std::size_t>(permissions)] = true), ...);
  return cells;
}
}  // namespace parts

/// Why it is so:
/// - Figures are sums without persons: every job sees them. The plan is open within the region.
/// - Rows are about persons. Of the roles the auditor alone carries the drill, because following a
///   published figure to its rows is that job; everybody else is granted it separately
///   (`row_reader`), and every look is logged where the auditor sees it.
/// - Who administers accounts has no right over content, and who has rights over content cannot
///   give any: two people are needed to misuse either. The journal shows both.
/// - Who signs is the planner (board secretary), as the region's delegation says; a controller
///   loads the data, so does not also sign what is said of it.
constexpr std::array<RoleRule, role_count> role_rules = [] {
  using enum Permission;
  using parts::carries;
  return std::array<RoleRule, role_count>{{
      {Role::viewer, "viewer", "Läsare", "Viewer", "sees figures and plan",
       carries(see_figures, see_plan)},
      {Role::reporter, "reporter", "Rapportör", "Reporter",
       "head of a unit: comments its deviations, reports its actions and controls",
       carries(see_figures, see_plan, comment, follow_up)},
      {Role::controller, "controller", "Controller", "Controller",
       "loads the month's extracts and explains deviations",
       carries(see_figures, see_plan, comment, follow_up, load_data)},
      {Role::planner, "planner", "Planerare", "Planner",
       "keeps the plan; assembles, signs and publishes reports",
       carries(see_figures, see_plan, comment, follow_up, edit_plan, edit_reports, sign)},
      {Role::capacity_planner, "capacity_planner", "Kapacitetsplanerare", "Capacity planner",
       "compares scenarios of demand and capacity", carries(see_figures, see_plan, plan_capacity)},
      {Role::auditor, "auditor", "Granskare", "Auditor",
       "follows a figure to its rows; sees who changed and who looked at what; changes nothing",
       carries(see_figures, see_plan, see_rows, see_looks, see_journal)},
      {Role::administrator, "administrator", "Administratör", "Administrator",
       "gives accounts and roles, within the own subtree",
       carries(see_figures, see_journal, administer)},
      {Role::row_reader, "row_reader", "Radläsare", "Row reader",
       "drills to rows; granted to an account beside its role", carries(see_rows)},
  }};
}();

constexpr const RoleRule& rule_of(Role role) { return role_rules[static_cast<std::size_t>(role)]; }
constexpr bool carries(Role role, Permission permission) {
  return rule_of(role).carries[static_cast<std::size_t>(permission)];
}

/// `capacity_planner`, and back; nullopt when there is none.
const char* word_of(Role role);
std::optional<Role> role_of(std::string_view word);
const char* name_of(Role role, Language language);  ///< `Kapacitetsplanerare`
std::vector<std::string> role_words();
/// `see_figures`
const char* word_of(Permission permission);
std::span<const Permission> all_permissions();

/// The permission that a change of an object of a kind of the plan needs (model/plan_kinds.hpp).
Permission permission_to_change(std::string_view kind);

/// A role on a unit of a region and all below it.
struct Grant {
  std::string region;  ///< the region's key, `vastmanland`
  std::string unit;    ///< a code; the root's = the whole region
  Role role = Role::viewer;
  auto operator<=>(const Grant&) const = default;
};

/// A unit, its parent, and so on to the root: what `may` is asked with.
using Chain = std::vector<std::string>;

/// The chain of a unit on a day. A unit that did not exist then is placed as on its last day
/// before, or else as on its first: whoever saw it then sees its figures still.
Chain chain_of(const Organisation& organisation, int unit, Date day);

/// Whether grants permit this at the unit that the chain begins with: one of them is of the region,
/// on a unit of the chain, and of a role that carries it. An empty chain permits nothing.
bool may(std::span<const Grant> grants, Permission permission, std::string_view region,
         const Chain& chain);

/// What the grants permit at a unit, in the order of the enumeration.
std::vector<Permission> permissions_at(std::span<const Grant> grants, std::string_view region,
                                       const Chain& chain);

/// The chain of a unit of a region; the root alone of a unit that the organisation does not know
/// (any more); empty when there is no such region.
using ChainOf = std::function<Chain(const std::string& region, const std::string& unit)>;

/// Whether who has `grants` may change an account that has `others`: administer where each of them
/// is. An administrator of a part cannot take over the account of one of the whole. An account
/// without grants is changed by whoever administers anything.
bool may_administer(std::span<const Grant> grants, std::span<const Grant> others,
                    const ChainOf& chain_of);

}  // namespace redthread::access
