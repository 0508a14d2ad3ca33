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

/// Which organisation figures are shown in: as it was in every month (som den var), or restated
/// (omräknad) to the organisation of one day.
struct OrganisationView {
  std::optional<Date> restated_to;

  /// `as_was`, or the day: `2024-05-01`. The part of an address that names the view.
  std::string to_string() const;
  /// Reads what `to_string` writes.
  static std::optional<OrganisationView> parse(std::string_view text);
  auto operator<=>(const OrganisationView&) const = default;
};

/// A unit that another one carries on in a restated organisation: all of it, or a share.
struct TakenOver {
  int unit = -1;
  Exact share = 1;
  std::vector<int> parts = {};  ///< what was ever directly below it, and now stands elsewhere
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
  /// Whether the unit, or one that it carries on, existed at any time in the period.
  bool exists(int unit, Period period) const;
  /// Units that existed (see above) with `unit` as their parent at any time in the period, in file
  /// order.
  std::vector<int> children(int unit, Period period) const;
  /// Whether `unit` existed below `parent` in the month: where it stood last in it.
  bool is_child(int unit, int parent, Month month) const;
  /// The name at the period's end, else the latest name.
  std::string name(int unit, Period period) const;
  /// The one unit without a parent; -1 when empty.
  int root() const { return root_; }
  /// Nearest first: the parents on a day.
  std::vector<int> ancestors(int unit, Date day) const;
  /// All validities of a unit, by `valid_from`.
  std::vector<const UnitValidity*> history(int unit) const;

  /// The same units placed as on `day`, for all time:
  /// - a unit that existed then has the name and the parent that it had then;
  /// - a unit that had ended is carried on by its successors (`taken_over`), by share when it was
  ///   split; without successors, or split without shares, it stays below what its last parent has
  ///   become, so that nothing is lost and nobody gets a history that was not theirs;
  /// - a unit that came later stands below its first parent, unless it only took the place of one
  ///   other (a new code), which then carries it on.
  /// Lifetimes stay as they were: a unit owes figures for the months in which it existed.
  /// source: DESIGN.md, "Time, organisation, scenario, definition".
  Organisation restated_to(Date day) const;
  /// The units that `unit` carries on; empty in the organisation as it was.
  const std::vector<TakenOver>& taken_over(int unit) const;
  /// Who counts the rows of `unit` here, for what cannot be shared out (persons, medians): itself
  /// or the unit that carries it on, and all above. Of one that was split, those above every
  /// successor; `in_part` are its successors and those above only some: what they come to while it
  /// existed cannot be said.
  struct CountedAt {
    std::vector<int> whole;
    std::vector<int> in_part;
  };
  CountedAt counted_at(int unit) const;
  /// Whether what was below `unit` in the period is not what stands below it here, so that a value
  /// reported for it as a whole speaks of other parts. Never in the organisation as it was.
  bool is_rearranged(int unit, Period period) const;

 private:
  bool carries_on(int unit, Period period) const;

  friend class Restating;
  std::vector<UnitValidity> validities_;
  std::vector<std::string> codes_;
  std::vector<std::vector<std::size_t>> by_unit_;    ///< validities of each unit, by valid_from
  std::vector<std::vector<std::size_t>> by_parent_;  ///< validities below each unit, in file order
  std::map<std::string, int, std::less<>> index_;    ///< code -> unit
  int root_ = -1;
  // Of a restated organisation only, by unit.
  struct Spell {
    Date from;
    std::optional<Date> to;
  };
  std::vector<std::vector<TakenOver>> taken_over_;
  std::vector<std::vector<Spell>> rearranged_;
};

}  // namespace redthread
