// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "model/organisation.hpp"

namespace redthread {
namespace {

std::size_t at(int unit) { return static_cast<std::size_t>(unit); }

constexpr std::string_view as_was = "as_was";

}  // namespace

std::string OrganisationView::to_string() const {
  return restated_to ? restated_to->to_string() : std::string(as_was);
}

std::optional<OrganisationView> OrganisationView::parse(std::string_view text) {
  if (text == as_was) return OrganisationView{};
  const auto day = Date::parse(text);
  return day ? std::optional(OrganisationView{day}) : std::nullopt;
}

/// Makes an organisation that stands as on one day.
class Restating {
 public:
  Restating(const Organisation& was, Date day)
      : was_(was),
        day_(day),
        handed_over_by_(was.size()),
        standing_(was.size()),
        parent_(was.size(), -1) {
    for (int unit = 0; at(unit) < was.size(); ++unit) {
      for (const UnitValidity* row : handovers(unit)) {
        handed_over_by_[at(*was.index_of(row->successor))].push_back(unit);
      }
    }
  }

  Organisation restated() {
    for (int unit = 0; at(unit) < was_.size(); ++unit) {
      standing_[at(unit)] = standing(unit);
    }
    for (int unit = 0; at(unit) < was_.size(); ++unit) parent_[at(unit)] = parent(unit);

    Organisation result(validities());
    if (was_.root() >= 0) result.root_ = home(was_.root());
    result.taken_over_.resize(was_.size());
    result.rearranged_.resize(was_.size());
    for (int unit = 0; at(unit) < was_.size(); ++unit) {
      if (!stands_for_itself(unit)) {
        for (const TakenOver& part : standing_[at(unit)]) {
          result.taken_over_[at(part.unit)].push_back({unit, part.share, ever_below(unit)});
        }
      }
      mark_rearranged(unit, result);
    }
    return result;
  }

 private:
  using Shares = std::vector<TakenOver>;  ///< `unit` of these: who carries on

  const UnitValidity& first(int unit) const { return *was_.history(unit).front(); }
  const UnitValidity& last(int unit) const { return *was_.history(unit).back(); }

  bool has_ended(int unit) const { return last(unit).valid_to && *last(unit).valid_to < day_; }
  bool comes_later(int unit) const { return day_ < first(unit).valid_from; }

  /// What the unit's last validity says of who carries it on: one row a successor.
  std::vector<const UnitValidity*> handovers(int unit) const {
    std::vector<const UnitValidity*> rows;
    for (const UnitValidity* row : was_.history(unit)) {
      if (!row->successor.empty() && row->valid_to == last(unit).valid_to) rows.push_back(row);
    }
    return rows;
  }

  /// The unit whose whole place a new one took; -1 when it is new, or a merger.
  int replaced_by(int unit) const {
    const std::vector<int>& before = handed_over_by_[at(unit)];
    if (before.size() != 1) return -1;
    const auto rows = handovers(before.front());
    const bool whole =
        rows.size() == 1 && rows.front()->valid_to->plus_days(1) == first(unit).valid_from;
    return whole ? before.front() : -1;
  }

  /// Who carries the unit on, on the day; itself, when nobody else does.
  Shares standing(int unit) const {
    if (was_.on(unit, day_) != nullptr) return {{unit}};
    if (comes_later(unit)) {
      const int before = replaced_by(unit);
      return before < 0 ? Shares{{unit}} : standing(before);
    }
    const auto rows = handovers(unit);
    const bool all_known =
        rows.size() == 1 || std::all_of(rows.begin(), rows.end(), [](const UnitValidity* row) {
          return row->share.has_value();
        });
    if (!has_ended(unit) || rows.empty() || !all_known) return {{unit}};
    Shares shares;
    for (const UnitValidity* row : rows) {
      const Exact share = rows.size() == 1 ? Exact(1) : Exact(*row->share);
      for (const TakenOver& further : standing(*was_.index_of(row->successor))) {
        add(shares, further.unit, share * further.share);
      }
    }
    return shares;
  }

  static void add(Shares& shares, int unit, Exact share) {
    const auto known = std::find_if(shares.begin(), shares.end(),
                                    [&](const TakenOver& each) { return each.unit == unit; });
    if (known == shares.end()) {
      shares.push_back({unit, share});
    } else {
      known->share = known->share + share;
    }
  }

  bool stands_for_itself(int unit) const { return home(unit) == unit; }
  /// The one unit that stands where this one would: of several successors, the first.
  int home(int unit) const { return standing_[at(unit)].front().unit; }

  /// The validity that says where a unit stands: that of the day, else the nearest before it,
  /// else its first.
  const UnitValidity& placing(int unit) const {
    const UnitValidity* row = &first(unit);
    for (const UnitValidity* each : was_.history(unit)) {
      if (each->valid_from <= day_) row = each;
    }
    return *row;
  }

  int parent(int unit) const {
    const auto before = was_.index_of(placing(unit).parent);
    if (!before) return -1;
    return home(*before) == unit ? was_.root() : home(*before);
  }

  /// The same rows in the same order, so that units keep their numbers.
  std::vector<UnitValidity> validities() const {
    std::vector<UnitValidity> rows;
    for (const UnitValidity& row : was_.validities()) {
      const int unit = *was_.index_of(row.code);
      UnitValidity placed = row;
      const int above = stands_for_itself(unit) ? parent_[at(unit)] : -1;
      placed.parent = above < 0 ? std::string() : was_.code(above);
      if (was_.on(unit, day_) != nullptr) {
        placed.name = placing(unit).name;
        placed.kind = placing(unit).kind;
      }
      rows.push_back(std::move(placed));
    }
    return rows;
  }

  std::vector<int> ever_below(int unit) const {
    std::set<int> below;
    for (const UnitValidity& row : was_.validities()) {
      if (row.parent == was_.code(unit)) below.insert(*was_.index_of(row.code));
    }
    return {below.begin(), below.end()};
  }

  /// `unit` and all above it, where they stand now.
  std::set<int> upwards(int unit) const {
    std::set<int> above;
    for (; unit >= 0 && above.insert(unit).second; unit = parent_[at(unit)]) {
    }
    return above;
  }

  /// A unit that stands elsewhere than it stood takes its figures from those that were above it
  /// and brings them to those that are.
  void mark_rearranged(int unit, Organisation& result) const {
    for (const UnitValidity* row : was_.history(unit)) {
      const auto before = was_.index_of(row->parent);
      if (!before) continue;
      const std::set<int> old_line = upwards(home(*before));
      for (const TakenOver& part : standing_[at(unit)]) {
        const int above = parent_[at(part.unit)];
        const std::set<int> new_line = above < 0 ? std::set<int>() : upwards(above);
        std::vector<int> moved;
        std::set_symmetric_difference(old_line.begin(), old_line.end(), new_line.begin(),
                                      new_line.end(), std::back_inserter(moved));
        for (const int each : moved) {
          result.rearranged_[at(each)].push_back({row->valid_from, row->valid_to});
        }
      }
    }
  }

  const Organisation& was_;
  Date day_;
  std::vector<std::vector<int>> handed_over_by_;  ///< by successor
  std::vector<Shares> standing_;
  std::vector<int> parent_;
};

Organisation Organisation::restated_to(Date day) const { return Restating(*this, day).restated(); }

const std::vector<TakenOver>& Organisation::taken_over(int unit) const {
  static const std::vector<TakenOver> none;
  return taken_over_.empty() ? none : taken_over_[at(unit)];
}

Organisation::CountedAt Organisation::counted_at(int unit) const {
  const auto upwards = [&](int from) {
    std::set<int> above;
    // In a restated organisation all validities of a unit have the same parent.
    for (std::optional<int> here = from; here && above.insert(*here).second;) {
      here = index_of(history(*here).back()->parent);
    }
    return above;
  };
  std::vector<std::set<int>> lines;
  for (int each = 0; at(each) < taken_over_.size(); ++each) {
    const auto& before = taken_over_[at(each)];
    const bool carries_on = std::any_of(before.begin(), before.end(),
                                        [&](const TakenOver& part) { return part.unit == unit; });
    if (carries_on) lines.push_back(upwards(each));
  }
  if (lines.empty()) lines.push_back(upwards(unit));
  CountedAt result;
  std::set<int> any;
  for (const std::set<int>& line : lines) any.insert(line.begin(), line.end());
  for (const int each : any) {
    const bool in_all = std::all_of(lines.begin(), lines.end(),
                                    [&](const std::set<int>& line) { return line.contains(each); });
    (in_all ? result.whole : result.in_part).push_back(each);
  }
  return result;
}

bool Organisation::is_rearranged(int unit, Period period) const {
  if (rearranged_.empty()) return false;
  const std::vector<Spell>& spells = rearranged_[at(unit)];
  return std::any_of(spells.begin(), spells.end(), [&](const Spell& spell) {
    return spell.from <= period.last().last_day() &&
           (!spell.to || period.first().first_day() <= *spell.to);
  });
}

}  // namespace redthread
