// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/diagnostics.hpp"
#include "base/period.hpp"

namespace redthread {

/// One validity of an organisational unit (resultatenhet, klinik, område ...): from `valid_from`
/// to `valid_to`, both included, it had this name, kind and parent. A unit that is renamed or
/// moved has several validities with the same code; they never overlap. When it ends for good,
/// `successor` names the unit that carries on, with `share` of it when it was split.
struct UnitValidity {
  std::string code;
  std::string name;
  std::string parent;  ///< empty = the root
  std::string kind;    ///< council, board, administration, area, result_unit, clinic, ward ...
  Date valid_from;
  std::optional<Date> valid_to;
  std::string successor;
  std::optional<Decimal> share;
  Span place;

  bool valid_on(Date day) const { return valid_from <= day && (!valid_to || day <= *valid_to); }
  bool overlaps(Period period) const;
};

/// The organisation with its history. Codes are interned: a unit's index is stable within one
/// catalog and is what cubes use.
class Organisation {
 public:
  Organisation() = default;
  /// `validities` in file order; already checked (no overlaps, parents exist, no cycles).
  explicit Organisation(std::vector<UnitValidity> validities);

  std::size_t size() const { return codes_.size(); }
  const std::vector<std::string>& codes() const { return codes_; }
  std::optional<int> index_of(std::string_view code) const;
  const std::string& code(int unit) const { return codes_[static_cast<std::size_t>(unit)]; }
  const std::vector<UnitValidity>& validities() const { return validities_; }

  /// The validity on a day; nullptr when the unit did not exist then.
  const UnitValidity* on(int unit, Date day) const;
  /// The latest validity that overlaps the period; nullptr when none does.
  const UnitValidity* during(int unit, Period period) const;
  /// Units whose parent was `unit` at any time in the period, in file order.
  std::vector<int> children(int unit, Period period) const;
  /// The name at the period's end, else the latest name.
  std::string name(int unit, Period period) const;
  /// The one unit without a parent; -1 when empty.
  int root() const { return root_; }
  /// Nearest first: the parents on a day.
  std::vector<int> ancestors(int unit, Date day) const;

 private:
  std::vector<UnitValidity> validities_;
  std::vector<std::string> codes_;
  std::vector<std::vector<std::size_t>> by_unit_;    ///< validities of each unit, by valid_from
  std::vector<std::vector<std::size_t>> by_parent_;  ///< validities below each unit, in file order
  std::map<std::string, int, std::less<>> index_;    ///< code -> unit
  int root_ = -1;
};

}  // namespace redthread
