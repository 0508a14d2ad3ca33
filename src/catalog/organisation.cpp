// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/readers.hpp"

namespace redthread::catalog {
namespace {

const char* const file = "organisation.csv";
const CsvColumns columns = {{"code", "name", "parent", "kind", "valid_from", "valid_to"},
                            {"successor", "share"}};

bool is_code(std::string_view code) {
  for (std::size_t at = 0; at < code.size();) {
    const Character c = character_at(code, at);
    const bool letter = c.code_point >= 0xC0 && c.code_point <= 0x24F;
    const bool plain = (c.code_point >= '0' && c.code_point <= '9') ||
                       (c.code_point >= 'a' && c.code_point <= 'z') ||
                       (c.code_point >= 'A' && c.code_point <= 'Z') || c.code_point == '_' ||
                       c.code_point == '-' || c.code_point == '.';
    if (!letter && !plain) return false;
    at += c.bytes;
  }
  return !code.empty();
}

/// Reads organisation.csv and checks its rules. Rows are known by their index in `rows_`.
class OrganisationReader {
 public:
  OrganisationReader(Loading& loading, const CsvFile& table)
      : loading_(loading), table_(table), all_read_(loading.known.units) {}

  std::vector<UnitValidity> read() {
    for (const CsvRow& row : table_.rows()) read_row(row);
    index();
    check_overlaps();
    check_roots();
    check_parents();
    check_successors();
    // Cycles and gaps are judged only where every parent is known.
    if (loading_.known.units) check_cycles();
    return std::move(rows_);
  }

 private:
  void read_row(const CsvRow& row) {
    const std::size_t errors = loading_.diagnostics.error_count();
    UnitValidity unit;
    unit.code = table_.text(row, "code");
    unit.name = table_.text(row, "name");
    unit.parent = table_.text(row, "parent");
    unit.kind = table_.text(row, "kind");
    unit.successor = table_.text(row, "successor");
    unit.place = table_.mark(row, "code").span();
    if (!is_code(unit.code)) {
      error(row, "code", "catalog.bad_unit_code",
            unit.code.empty() ? "the unit has no code"
                              : fmt::format("`{}` cannot be a unit's code", unit.code),
            "letters, digits, `_`, `-` and `.` without spaces");
    }
    if (unit.name.empty()) error(row, "name", "catalog.empty_text", "the unit has no name", {});
    if (const auto from = date(row, "valid_from", /*required=*/true)) unit.valid_from = *from;
    unit.valid_to = date(row, "valid_to", /*required=*/false);
    if (unit.valid_to && *unit.valid_to < unit.valid_from) {
      error(row, "valid_to", "catalog.validity_order",
            fmt::format("valid_to is before valid_from ({})", unit.valid_from.to_string()),
            "both days are included in the validity");
    }
    read_share(row, unit);
    const bool broken = loading_.diagnostics.error_count() > errors;
    if (broken) loading_.known.units = false;
    broken_.push_back(broken);
    rows_.push_back(std::move(unit));
    fields_.push_back(&row);
  }

  std::optional<Date> date(const CsvRow& row, std::string_view column, bool required) {
    const std::string text = table_.text(row, column);
    if (text.empty() && !required) return std::nullopt;
    const auto day = Date::parse(text);
    if (!day) {
      error(row, column, "catalog.bad_date",
            text.empty() ? fmt::format("{} is empty", column)
                         : fmt::format("`{}` is not a day", text),
            "days are written 2024-01-31");
    }
    return day;
  }

  void read_share(const CsvRow& row, UnitValidity& unit) {
    const std::string text = table_.text(row, "share");
    if (text.empty()) return;
    unit.share = Decimal::parse(text);
    if (!unit.share || *unit.share <= Decimal(0) || *unit.share > Decimal(1)) {
      error(row, "share", "catalog.bad_share", fmt::format("`{}` is not a share", text),
            "a share is more than 0 and at most 1: 0.6");
    } else if (unit.successor.empty()) {
      error(row, "share", "catalog.bad_share", "a share needs a successor",
            "the share says how much of the unit its successor takes over");
    }
  }

  void index() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      std::vector<std::size_t>& own = by_code_[rows_[i].code];
      if (own.empty()) codes_.push_back(rows_[i].code);
      own.push_back(i);
    }
    for (auto& [code, own] : by_code_) {
      std::stable_sort(own.begin(), own.end(), [&](std::size_t a, std::size_t b) {
        return rows_[a].valid_from < rows_[b].valid_from;
      });
    }
  }

  /// A split unit has one row for each successor, alike in everything but successor and share.
  static bool is_split(const UnitValidity& a, const UnitValidity& b) {
    return a.valid_from == b.valid_from && a.valid_to == b.valid_to && a.name == b.name &&
           a.parent == b.parent && a.kind == b.kind && !a.successor.empty() &&
           !b.successor.empty() && a.successor != b.successor;
  }

  void check_overlaps() {
    for (const auto& [code, own] : by_code_) {
      for (std::size_t i = 1; i < own.size(); ++i) {
        const UnitValidity& before = rows_[own[i - 1]];
        const UnitValidity& after = rows_[own[i]];
        if (broken_[own[i - 1]] || broken_[own[i]]) continue;
        if ((before.valid_to && *before.valid_to < after.valid_from) || is_split(before, after)) {
          continue;
        }
        const bool first_is_later = own[i - 1] > own[i];
        const std::size_t row = first_is_later ? own[i - 1] : own[i];
        const std::size_t other = first_is_later ? own[i] : own[i - 1];
        error(*fields_[row], "valid_from", "catalog.validity_overlap",
              fmt::format("`{}` is valid twice from {} on: also on line {}", code,
                          after.valid_from.to_string(), fields_[other]->line),
              before.valid_to ? "let one end the day before the other begins"
                              : fmt::format("the validity from {} needs a valid_to",
                                            before.valid_from.to_string()));
      }
    }
  }

  void check_roots() {
    const UnitValidity* root = nullptr;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const UnitValidity& unit = rows_[i];
      if (!unit.parent.empty()) continue;
      if (root == nullptr) root = &unit;
      if (root->code == unit.code) continue;
      error(*fields_[i], "code", "catalog.two_roots",
            fmt::format("`{}` has no parent, and neither has `{}` (line {})", unit.code, root->code,
                        root->place.line),
            "exactly one unit is the root; give this one a parent");
    }
    if (root == nullptr && !rows_.empty() && loading_.known.units) {
      loading_.diagnostics.error("catalog.no_root", table_.source().whole(),
                                 "every unit has a parent, so there is no root",
                                 "leave `parent` empty for the unit at the top");
      loading_.known.units = false;
    }
  }

  void check_parents() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const UnitValidity& unit = rows_[i];
      if (unit.parent.empty() || broken_[i]) continue;
      const auto parent = by_code_.find(unit.parent);
      if (parent == by_code_.end() && !all_read_) {
        continue;  // it may stand in a row that could not be read
      } else if (parent == by_code_.end()) {
        error(*fields_[i], "parent", "catalog.unknown_unit",
              fmt::format("there is no unit `{}`", unit.parent), name_hint(unit.parent, codes_));
        loading_.known.units = false;
      } else if (const auto gap = first_day_without(parent->second, unit)) {
        error(*fields_[i], "parent", "catalog.parent_not_valid",
              fmt::format("the parent `{}` is not valid on {}, but `{}` is", unit.parent,
                          gap->to_string(), unit.code),
              "a parent must be valid whenever its child is");
      }
    }
  }

  /// The first day of the unit's validity that none of `parents` (by valid_from) covers.
  std::optional<Date> first_day_without(const std::vector<std::size_t>& parents,
                                        const UnitValidity& unit) const {
    if (any_broken(parents)) return std::nullopt;
    Date day = unit.valid_from;
    for (const std::size_t i : parents) {
      const UnitValidity& parent = rows_[i];
      if (parent.valid_from > day) return day;
      if (!parent.valid_to) return std::nullopt;
      if (*parent.valid_to >= day) day = parent.valid_to->plus_days(1);
      if (unit.valid_to && day > *unit.valid_to) return std::nullopt;
    }
    return day;
  }

  void check_successors() {
    std::map<std::pair<std::string, Date>, std::vector<std::size_t>> leaving;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].successor.empty()) continue;
      leaving[{rows_[i].code, rows_[i].valid_from}].push_back(i);
      if (!broken_[i]) check_successor(i);
    }
    for (const auto& [unit, rows] : leaving) {
      if (!any_broken(rows)) check_shares(rows);
    }
  }

  void check_successor(std::size_t i) {
    const UnitValidity& unit = rows_[i];
    const auto complain = [&](const std::string& message, const std::string& hint) {
      error(*fields_[i], "successor", "catalog.bad_successor", message, hint);
    };
    const auto successor = by_code_.find(unit.successor);
    if (successor == by_code_.end() && !all_read_) {
      return;
    } else if (successor == by_code_.end()) {
      error(*fields_[i], "successor", "catalog.unknown_unit",
            fmt::format("there is no unit `{}`", unit.successor),
            name_hint(unit.successor, codes_));
    } else if (unit.successor == unit.code) {
      complain(fmt::format("`{}` cannot be its own successor", unit.code),
               "a unit that is renamed or moved keeps its code and gets one more row");
    } else if (!unit.valid_to) {
      complain(fmt::format("`{}` has a successor but does not end", unit.code),
               "write its last day in valid_to");
    } else {
      const Date next = unit.valid_to->plus_days(1);
      if (any_broken(successor->second)) return;
      const auto valid = [&](std::size_t row) { return rows_[row].valid_on(next); };
      if (std::none_of(successor->second.begin(), successor->second.end(), valid)) {
        complain(
            fmt::format("the successor `{}` is not valid on {}", unit.successor, next.to_string()),
            "it must be valid from the day after");
      }
    }
  }

  /// The successors of one validity: either none has a share, or all have and they sum to 1.
  void check_shares(const std::vector<std::size_t>& rows) {
    Decimal sum;
    std::size_t given = 0;
    for (const std::size_t i : rows) {
      if (!rows_[i].share) continue;
      sum = sum + *rows_[i].share;
      ++given;
    }
    if (given == 0 || (given == rows.size() && sum == Decimal(1))) return;
    const std::string code = rows_[rows.front()].code;
    if (given < rows.size()) {
      error(*fields_[rows.back()], "share", "catalog.bad_share",
            fmt::format("`{}` has {} successors but {} share{}", code, rows.size(), given,
                        given == 1 ? "" : "s"),
            "give every successor a share, or none");
    } else {
      error(*fields_[rows.back()], "share", "catalog.bad_share",
            fmt::format("the shares of `{}` sum to {}", code, sum.normalized().to_string()),
            "they must sum to 1");
    }
  }

  /// Rows with an error of their own: their dates say nothing.
  bool any_broken(const std::vector<std::size_t>& rows) const {
    return std::any_of(rows.begin(), rows.end(), [&](std::size_t i) { return broken_[i]; });
  }

  const UnitValidity* on(const std::string& code, Date day) const {
    const auto own = by_code_.find(code);
    if (own == by_code_.end()) return nullptr;
    for (const std::size_t i : own->second) {
      if (rows_[i].valid_on(day)) return &rows_[i];
    }
    return nullptr;
  }

  /// A cycle closes on the day when the last of its links begins, so each validity's first day is
  /// enough to look at.
  void check_cycles() {
    std::set<std::set<std::string>> told;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      std::vector<std::string> path = {rows_[i].code};
      std::set<std::string> seen = {rows_[i].code};
      const UnitValidity* here = &rows_[i];
      while (here != nullptr && !here->parent.empty()) {
        path.push_back(here->parent);
        if (!seen.insert(here->parent).second) break;
        here = on(here->parent, rows_[i].valid_from);
      }
      const bool is_cycle = path.size() > 1 && path.back() == path.front();
      if (!is_cycle || !told.insert(seen).second) continue;
      error(*fields_[i], "parent", "catalog.organisation_cycle",
            fmt::format("units are above themselves on {}: {}", rows_[i].valid_from.to_string(),
                        join(path, " below ")),
            "change one of the parents");
    }
  }

  void error(const CsvRow& row, std::string_view column, const char* code,
             const std::string& message, const std::string& hint) {
    table_.mark(row, column).error(loading_.diagnostics, code, message, hint);
  }

  Loading& loading_;
  const CsvFile& table_;
  bool all_read_;  ///< no row was left out
  std::vector<UnitValidity> rows_;
  std::vector<const CsvRow*> fields_;
  std::vector<bool> broken_;
  std::vector<std::string> codes_;  ///< in file order
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_code_;
};

}  // namespace

void read_organisation(Loading& loading, Catalog& catalog, const Mark& unit_mark) {
  const auto table = read_csv(loading, file, columns, /*required=*/true, loading.known.units);
  if (!table) return;
  catalog.organisation = Organisation(OrganisationReader(loading, *table).read());
  if (table->rows().empty() && loading.known.units) {
    loading.diagnostics.error("catalog.no_root", table->source().whole(), "there are no units",
                              "write at least the root: HSF,Namn,,administration,2020-01-01,");
    loading.known.units = false;
  }
  std::string& unit = catalog.region.root_unit;
  if (unit.empty() && catalog.organisation.root() >= 0) {
    unit = catalog.organisation.code(catalog.organisation.root());
  } else if (unit_mark.source != nullptr && loading.known.units &&
             !catalog.organisation.index_of(unit)) {
    unit_mark.error(loading.diagnostics, "catalog.unknown_unit",
                    fmt::format("there is no unit `{}`", unit),
                    name_hint(unit, catalog.organisation.codes()));
  }
}

}  // namespace redthread::catalog
