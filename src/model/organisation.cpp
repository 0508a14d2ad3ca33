// SPDX-License-Identifier: Apache-2.0
#include "model/organisation.hpp"

#include <algorithm>
#include <utility>

namespace redthread {
namespace {

std::size_t at(int unit) { return static_cast<std::size_t>(unit); }

}  // namespace

bool UnitValidity::overlaps(Period period) const {
  return valid_from <= period.last().last_day() &&
         (!valid_to || period.first().first_day() <= *valid_to);
}

Organisation::Organisation(std::vector<UnitValidity> validities)
    : validities_(std::move(validities)) {
  for (const UnitValidity& validity : validities_) {
    const auto [entry, is_new] = index_.emplace(validity.code, static_cast<int>(codes_.size()));
    if (!is_new) continue;
    codes_.push_back(validity.code);
    if (root_ < 0 && validity.parent.empty()) root_ = entry->second;
  }
  by_unit_.resize(codes_.size());
  by_parent_.resize(codes_.size());
  for (std::size_t i = 0; i < validities_.size(); ++i) {
    by_unit_[at(*index_of(validities_[i].code))].push_back(i);
    if (const auto parent = index_of(validities_[i].parent)) by_parent_[at(*parent)].push_back(i);
  }
  for (std::vector<std::size_t>& own : by_unit_) {
    std::stable_sort(own.begin(), own.end(), [&](std::size_t a, std::size_t b) {
      return validities_[a].valid_from < validities_[b].valid_from;
    });
  }
}

std::optional<int> Organisation::index_of(std::string_view code) const {
  const auto entry = index_.find(code);
  return entry == index_.end() ? std::nullopt : std::optional(entry->second);
}

const UnitValidity* Organisation::on(int unit, Date day) const {
  for (const std::size_t i : by_unit_[at(unit)]) {
    if (validities_[i].valid_on(day)) return &validities_[i];
  }
  return nullptr;
}

const UnitValidity* Organisation::during(int unit, Period period) const {
  const std::vector<std::size_t>& own = by_unit_[at(unit)];
  const UnitValidity* latest = nullptr;
  for (const std::size_t i : own) {
    if (validities_[i].overlaps(period)) latest = &validities_[i];
  }
  return latest;
}

bool Organisation::carries_on(int unit, Period period) const {
  const std::vector<TakenOver>& parts = taken_over(unit);
  return std::any_of(parts.begin(), parts.end(),
                     [&](const TakenOver& part) { return during(part.unit, period) != nullptr; });
}

bool Organisation::exists(int unit, Period period) const {
  return during(unit, period) != nullptr || carries_on(unit, period);
}

bool Organisation::is_child(int unit, int parent, Month month) const {
  const Period period = Period::month(month);
  const UnitValidity* row = during(unit, period);
  // A unit that carries others on stands in one place for all time.
  if (row == nullptr && carries_on(unit, period)) row = &validities_[by_unit_[at(unit)].front()];
  return row != nullptr && row->parent == code(parent);
}

std::vector<int> Organisation::children(int unit, Period period) const {
  std::vector<int> children;
  for (const std::size_t i : by_parent_[at(unit)]) {
    const int child = *index_of(validities_[i].code);
    if (validities_[i].overlaps(period) || carries_on(child, period)) children.push_back(child);
  }
  // Codes are numbered in file order; a split unit has several rows with the same parent.
  std::sort(children.begin(), children.end());
  children.erase(std::unique(children.begin(), children.end()), children.end());
  return children;
}

std::string Organisation::name(int unit, Period period) const {
  if (const UnitValidity* last = on(unit, period.last().last_day())) return last->name;
  return validities_[by_unit_[at(unit)].back()].name;
}

std::vector<const UnitValidity*> Organisation::history(int unit) const {
  std::vector<const UnitValidity*> history;
  for (const std::size_t i : by_unit_[at(unit)]) history.push_back(&validities_[i]);
  return history;
}

std::vector<int> Organisation::ancestors(int unit, Date day) const {
  std::vector<int> ancestors;
  for (const UnitValidity* here = on(unit, day); here != nullptr && !here->parent.empty();) {
    const std::optional<int> parent = index_of(here->parent);
    if (!parent || ancestors.size() == codes_.size()) break;
    ancestors.push_back(*parent);
    here = on(*parent, day);
  }
  return ancestors;
}

}  // namespace redthread
