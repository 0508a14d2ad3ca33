// SPDX-License-Identifier: Apache-2.0
#include "access/permission.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace redthread::access {
namespace {

using enum Permission;

constexpr std::array<Permission, permission_count> permissions = {
    see_figures, see_plan, comment,   follow_up,   edit_plan,     edit_reports, sign,
    load_data,   see_rows, see_looks, see_journal, plan_capacity, administer};

constexpr std::array<const char*, permission_count> permission_words = {
    "see_figures", "see_plan", "comment",   "follow_up",   "edit_plan",     "edit_reports", "sign",
    "load_data",   "see_rows", "see_looks", "see_journal", "plan_capacity", "administer"};

struct KindRule {
  std::string_view kind;
  Permission permission;
};
/// What is not here is the plan itself: edit_plan.
constexpr KindRule kind_rules[] = {
    {"comment", comment},    {"outcome", follow_up},  {"assessment", follow_up},
    {"action", follow_up},   {"effect", follow_up},   {"occurrence", follow_up},
    {"incident", follow_up}, {"forecast", follow_up}, {"report", edit_reports},
    {"adoption", sign},      {"assurance", sign},
};

}  // namespace

const char* word_of(Role role) { return rule_of(role).word; }

std::optional<Role> role_of(std::string_view word) {
  for (const RoleRule& rule : role_rules) {
    if (word == rule.word) return rule.role;
  }
  return std::nullopt;
}

const char* name_of(Role role, Language language) {
  return language == Language::swedish ? rule_of(role).name_sv : rule_of(role).name_en;
}

std::vector<std::string> role_words() {
  std::vector<std::string> words;
  words.reserve(role_count);
  for (const RoleRule& rule : role_rules) words.emplace_back(rule.word);
  return words;
}

const char* word_of(Permission permission) {
  return permission_words.at(static_cast<std::size_t>(permission));
}

std::span<const Permission> all_permissions() { return permissions; }

Permission permission_to_change(std::string_view kind) {
  for (const KindRule& rule : kind_rules) {
    if (rule.kind == kind) return rule.permission;
  }
  return edit_plan;
}

Chain chain_of(const Organisation& organisation, int unit, Date day) {
  if (organisation.on(unit, day) == nullptr) {
    const auto history = organisation.history(unit);
    REDTHREAD_ASSERT(!history.empty(), "a unit has a validity");
    Date nearest = history.front()->valid_from;
    for (const UnitValidity* validity : history) {
      if (validity->valid_to && *validity->valid_to < day) nearest = *validity->valid_to;
    }
    day = nearest;
  }
  Chain chain = {organisation.code(unit)};
  for (const int ancestor : organisation.ancestors(unit, day)) {
    chain.push_back(organisation.code(ancestor));
  }
  return chain;
}

bool may(std::span<const Grant> grants, Permission permission, std::string_view region,
         const Chain& chain) {
  return std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
    return carries(grant.role, permission) && grant.region == region &&
           std::find(chain.begin(), chain.end(), grant.unit) != chain.end();
  });
}

std::vector<Permission> permissions_at(std::span<const Grant> grants, std::string_view region,
                                       const Chain& chain) {
  std::vector<Permission> given;
  for (const Permission permission : permissions) {
    if (may(grants, permission, region, chain)) given.push_back(permission);
  }
  return given;
}

bool may_administer(std::span<const Grant> grants, std::span<const Grant> others,
                    const ChainOf& chain_of) {
  const bool administers = std::any_of(grants.begin(), grants.end(), [](const Grant& grant) {
    return carries(grant.role, administer);
  });
  return administers && std::all_of(others.begin(), others.end(), [&](const Grant& other) {
           return may(grants, administer, other.region, chain_of(other.region, other.unit));
         });
}

}  // namespace redthread::access
