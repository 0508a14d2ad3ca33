// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "audit/blame.hpp"
#include "audit/declared.hpp"
#include "audit/feasibility.hpp"
#include "audit/findings.hpp"
#include "base/error.hpp"

namespace redthread::audit {
namespace {

Decimal truncated(Exact value, int decimals) {
  const Decimal rounded = value.rounded(decimals);
  const Exact unit(Decimal::of(1, decimals));
  if (Exact(rounded).abs() <= value.abs()) return rounded;
  return (Exact(rounded) - (value.is_negative() ? -unit : unit)).rounded(decimals);
}

bool rounded_twice(Exact value, const PrintedFigure& printed) {
  for (int more = 1; more <= 3; ++more) {
    const Exact first(value.rounded(printed.decimals + more));
    if (Exact(first.rounded(printed.decimals)) == printed.value) return true;
  }
  return false;
}

/// How a relation stands.
enum class Standing { silent, holds, rounded, rounded_twice, broken };

struct Judged {
  const Relation* relation = nullptr;
  Standing standing = Standing::silent;
  std::optional<Expected> expected;
};

class Judge {
 public:
  Judge(const std::vector<PrintedTable>& tables, const RuleBook& book,
        std::vector<TableFinding>& findings)
      : tables_(tables), book_(book), findings_(findings) {}

  VouchedCells run(std::vector<CellRef>& blamed) {
    std::vector<Judged> judged;
    judged.reserve(book_.relations.size());
    for (const Relation& relation : book_.relations) {
      judged.push_back(judge(relation));
      by_target_.emplace(std::pair(relation.rule, relation.target), &relation);
      if (judged.back().standing == Standing::silent) tell_undefined(relation);
    }
    note_habits(judged);
    VouchedCells vouched;
    std::map<CellRef, int> holding;
    std::vector<Relation> broken;
    for (const Judged& each : judged) {
      const Relation& relation = *each.relation;
      if (each.standing == Standing::holds || each.standing == Standing::rounded ||
          each.standing == Standing::rounded_twice) {
        ++holding[relation.target];
        for (const Term& term : relation.terms) ++holding[term.cell];
        vouch(relation, vouched);
      }
      if (each.standing == Standing::rounded || each.standing == Standing::rounded_twice) {
        tell_rounding(each);
      } else if (each.standing == Standing::broken) {
        if (accuses(relation, *each.expected)) {
          broken.push_back(relation);
        } else {
          tell_explainable(each);
        }
      }
    }
    for (const Culprit& culprit : smallest_correction(tables_, broken, holding)) {
      blamed.push_back(culprit.cell);
      tell_error(broken, culprit);
    }
    tell_joint(judged, blamed);
    return vouched;
  }

 private:
  const PrintedCell& cell(const CellRef& at) const { return cell_at(tables_, at); }
  const Rule& rule_of(const Relation& relation) const { return book_.rules[relation.rule]; }

  Judged judge(const Relation& relation) const {
    Judged result{&relation, Standing::silent, {}};
    try {
      result.expected = expected_of(tables_, relation);
      if (!result.expected) return result;
      const PrintedFigure& printed = *cell(relation.target).figure;
      const bool same = Exact(result.expected->point.rounded(printed.decimals)) == printed.value;
      if (same) {
        result.standing = Standing::holds;
      } else if (may_hold(printed, *result.expected)) {
        result.standing = Standing::rounded;
      } else if (relation.form != Form::sum && rounded_twice(result.expected->point, printed)) {
        result.standing = Standing::rounded_twice;
      } else {
        result.standing = Standing::broken;
      }
    } catch (const Error&) {
      result.standing = Standing::silent;  // exact numbers do not reach
    }
    return result;
  }

  /// A column that is cut off throughout follows a habit, not an error.
  void note_habits(const std::vector<Judged>& judged) {
    std::map<std::size_t, std::pair<int, int>> cut;  // rule: cut off, otherwise broken
    for (const Judged& each : judged) {
      if (each.standing != Standing::broken) continue;
      auto& counts = cut[each.relation->rule];
      ++(is_cut_off(*each.relation, *each.expected) ? counts.first : counts.second);
    }
    for (const auto& [rule, counts] : cut) {
      if (counts.first >= 3 && counts.first * 3 >= book_.rules[rule].followed) {
        cut_off_.insert(rule);
      }
    }
  }

  bool is_cut_off(const Relation& relation, const Expected& expected) const {
    const PrintedFigure& printed = *cell(relation.target).figure;
    return relation.form != Form::sum &&
           Exact(truncated(expected.point, printed.decimals)) == printed.value;
  }

  /// A rule accuses when it is declared or enough follow it, and nothing usual explains the cell.
  bool accuses(const Relation& relation, const Expected& expected) const {
    const Rule& rule = rule_of(relation);
    if (rule.declared) return true;
    if (rule.followed < 2 * rule.broken || rule.followed < 2) return false;
    if (cut_off_.count(relation.rule) > 0 && is_cut_off(relation, expected)) return false;
    return !(rule.partial && rule.followed < 3 * rule.broken && is_short(relation, expected)) &&
           !lacks_part(relation);
  }

  /// The parts come to less than the total: some of it may not be shown.
  bool is_short(const Relation& relation, const Expected& expected) const {
    const Exact total = cell(relation.target).figure->value;
    return total.is_negative() == expected.point.is_negative() &&
           expected.point.abs() < total.abs();
  }

  bool lacks_part(const Relation& relation) const {
    return std::any_of(relation.terms.begin(), relation.terms.end(),
                       [&](const Term& term) { return !cell(term.cell).figure; });
  }

  /// Each cell of a sum that holds, unless all of it is zero.
  void vouch(const Relation& relation, VouchedCells& vouched) const {
    if (relation.form != Form::sum) return;
    bool all_zero = cell(relation.target).figure->value.is_zero();
    for (const Term& term : relation.terms) {
      const auto& figure = cell(term.cell).figure;
      all_zero = all_zero && (!figure || figure->value.is_zero());
    }
    if (all_zero) return;
    vouched.insert(relation.target);
    for (const Term& term : relation.terms) {
      if (cell(term.cell).figure) vouched.insert(term.cell);
    }
  }

  TableFinding finding(const Relation& relation, FindingSeverity severity) const {
    const Rule& rule = rule_of(relation);
    TableFinding result{.cell = relation.target, .severity = severity};
    result.rule = rule.text;
    result.formula = formula_of(tables_, relation);
    result.followed = rule.followed;
    result.broken = rule.broken;
    result.confidence =
        rule.declared ? 1.0 : (rule.followed + 1.0) / (rule.followed + rule.broken + 2.0);
    return result;
  }

  void tell_rounding(const Judged& each) {
    const bool twice = each.standing == Standing::rounded_twice;
    TableFinding result =
        finding(*each.relation, twice ? FindingSeverity::explainable : FindingSeverity::rounding);
    result.expected = printed_like(cell(each.relation->target), each.expected->point);
    result.note = twice ? "avrundat två gånger" : "kan bero på hur talen har avrundats";
    findings_.push_back(std::move(result));
  }

  void tell_explainable(const Judged& each) {
    const Relation& relation = *each.relation;
    TableFinding result = finding(relation, FindingSeverity::explainable);
    result.expected = printed_like(cell(relation.target), each.expected->point);
    if (cut_off_.count(relation.rule) > 0) {
      result.note = "kolumnen är avhuggen i stället för avrundad";
    } else if (lacks_part(relation)) {
      result.note = "en del är inte redovisad";
    } else if (rule_of(relation).partial && is_short(relation, *each.expected)) {
      result.note = "delarna behöver inte vara alla";
    } else {
      result.note = "för få följer regeln för att fälla";
    }
    findings_.push_back(std::move(result));
  }

  void tell_error(const std::vector<Relation>& broken, const Culprit& culprit) {
    // The relation that shows it best: where the cell is the target, else the first.
    const Relation* shown = &broken[culprit.mends.front()];
    for (const std::size_t number : culprit.mends) {
      if (broken[number].target == culprit.cell) shown = &broken[number];
    }
    TableFinding result = finding(*shown, FindingSeverity::error);
    result.cell = culprit.cell;
    result.expected = printed_like(cell(culprit.cell), culprit.expected.point);
    result.note = explanation(*shown, culprit);
    if (culprit.mends.size() > 1) {
      result.note += (result.note.empty() ? "" : "; ") + std::string("bryter mot ") +
                     std::to_string(culprit.mends.size()) + " samband";
      result.confidence = 1 - (1 - result.confidence) / static_cast<double>(culprit.mends.size());
    }
    findings_.push_back(std::move(result));
  }

  /// Sums that can hold one by one, but not together. The first such contradiction of each table.
  void tell_joint(const std::vector<Judged>& judged, std::vector<CellRef>& blamed) {
    const std::set<CellRef> wrong(blamed.begin(), blamed.end());
    std::map<std::size_t, std::vector<Relation>> sums;
    for (const Judged& each : judged) {
      const Relation& relation = *each.relation;
      const bool can_hold = each.standing == Standing::holds || each.standing == Standing::rounded;
      const Rule& rule = rule_of(relation);
      const bool firm = rule.declared || (rule.broken == 0 && rule.followed >= 2);
      const bool is_mended =
          wrong.count(relation.target) > 0 ||
          std::any_of(relation.terms.begin(), relation.terms.end(),
                      [&](const Term& term) { return wrong.count(term.cell) > 0; });
      if (relation.form == Form::sum && can_hold && firm && !is_mended) {
        sums[relation.target.table].push_back(relation);
      }
    }
    for (const auto& each : sums) {
      const auto found = joint_contradiction(tables_, each.second);
      if (!found) continue;
      const Relation& shown = each.second[found->relations.front()];
      TableFinding result = finding(shown, FindingSeverity::error);
      result.cell = found->cell;
      result.note = std::to_string(found->relations.size()) +
                    " samband går inte ihop, hur talen än har avrundats";
      for (std::size_t i = 1; i < found->relations.size(); ++i) {
        const Relation& other = each.second[found->relations[i]];
        result.rule += "; " + rule_of(other).text;
        result.formula += "; " + formula_of(tables_, other);
      }
      blamed.push_back(result.cell);
      findings_.push_back(std::move(result));
    }
  }

  /// What the error probably is.
  std::string explanation(const Relation& relation, const Culprit& culprit) const {
    const PrintedFigure& printed = *cell(culprit.cell).figure;
    const auto within = [&](Exact factor) {
      const Exact value = printed.value * factor;
      return !value.is_zero() && culprit.expected.interval.low <= value &&
             value <= culprit.expected.interval.high;
    };
    const auto like = [&](Exact value) {
      return !printed.value.is_zero() && Exact(value.rounded(printed.decimals)) == printed.value;
    };
    if (like(-culprit.expected.point) || within(Exact(-1))) return "fel tecken";
    if (like(culprit.expected.point * Exact(1000)) || within(Exact::quotient(1, 1000))) {
      return "fel enhet: tusen gånger för stort";
    }
    if (like(culprit.expected.point / Exact(1000)) || within(Exact(1000))) {
      return "fel enhet: tusen gånger för litet";
    }
    if (culprit.cell != relation.target) return {};
    if (relation.form == Form::change || relation.form == Form::change_on_magnitude) {
      const Exact a = cell(relation.terms[0].cell).figure->value;
      const Exact b = cell(relation.terms[1].cell).figure->value;
      if (!a.is_zero() && like((a - b) / a * Exact(100)))
        return "fel bas: räknat på det nya värdet";
      if (like(a / b * Exact(100))) return "andel i stället för förändring";
      if (like(a - b)) return "skillnaden i enheter i stället för i procent";
    }
    if (is_cut_off(relation, culprit.expected)) return "avhugget i stället för avrundat";
    if (is_neighbours(relation, printed)) return "värdet hör till raden bredvid: förskjutna rader?";
    return {};
  }

  /// Whether the row above or below should have had this.
  bool is_neighbours(const Relation& relation, const PrintedFigure& printed) const {
    for (const int step : {-1, 1}) {
      CellRef there = relation.target;
      if (step < 0 && there.row == 0) continue;
      there.row = step < 0 ? there.row - 1 : there.row + 1;
      const auto found = by_target_.find({relation.rule, there});
      if (found == by_target_.end()) continue;
      const auto expected = expected_of(tables_, *found->second);
      if (expected && !printed.value.is_zero() &&
          Exact(expected->point.rounded(printed.decimals)) == printed.value) {
        return true;
      }
    }
    return false;
  }

  /// A percentage of nothing, or of what is not there.
  void tell_undefined(const Relation& relation) {
    if (!is_percent(relation.form)) return;
    const Rule& rule = rule_of(relation);
    const PrintedCell& a = cell(relation.terms[0].cell);
    const PrintedCell& b = cell(relation.terms[1].cell);
    const PrintedFigure& printed = *cell(relation.target).figure;
    const bool supported = rule.declared || rule.carried || rule.followed >= 3;
    if (!supported) return;
    TableFinding result = finding(relation, FindingSeverity::explainable);
    if (b.figure && b.figure->value.is_zero() && a.figure) {
      if (a.figure->value.is_zero()) {
        result.note = "ingen förändring från noll: odefinierat";
      } else {
        result.severity = FindingSeverity::error;
        result.note = "förändring från noll: odefinierat, ska vara tomt";
      }
    } else if (a.missing && printed.value == Exact(-100)) {
      result.severity = FindingSeverity::error;
      result.note = "värde saknas, visas som -100 %";
    } else if ((a.missing || b.missing) && printed.value.is_zero()) {
      result.severity = FindingSeverity::error;
      result.note = "värde saknas, visas som 0 %";
    } else {
      return;
    }
    findings_.push_back(std::move(result));
  }

  const std::vector<PrintedTable>& tables_;
  const RuleBook& book_;
  std::vector<TableFinding>& findings_;
  std::map<std::pair<std::size_t, CellRef>, const Relation*> by_target_;
  std::set<std::size_t> cut_off_;  ///< rules whose cells are truncated throughout
};

}  // namespace

std::string_view to_string(FindingSeverity severity) {
  switch (severity) {
    case FindingSeverity::error:
      return "error";
    case FindingSeverity::explainable:
      return "explainable";
    case FindingSeverity::rounding:
      break;
  }
  return "rounding";
}

std::string printed_like(const PrintedCell& cell, Exact point) {
  return point.rounded(cell.figure ? cell.figure->decimals : 0).to_string();
}

VouchedCells judge_relations(const std::vector<PrintedTable>& tables, const RuleBook& book,
                             std::vector<TableFinding>& findings, std::vector<CellRef>& blamed) {
  return Judge(tables, book, findings).run(blamed);
}

AuditResult audit_tables(const std::vector<PrintedTable>& tables, const RuleBook& declared) {
  return audit_tables(tables, declared, {});
}

AuditResult audit_tables(const std::vector<PrintedTable>& tables, const RuleBook& declared,
                         const AuditBeside& beside) {
  AuditResult result;
  RuleBook book = declared;
  find_column_rules(tables, book);
  find_row_rules(tables, book);
  prefer_declared(book);
  count_support(tables, book);
  const VouchedCells vouched = judge_relations(tables, book, result.findings, result.blamed);
  compare_duplicates(tables, vouched, result.findings);
  find_missing_as_zero(tables, book, vouched, result.findings);
  if (!beside.previous.empty()) {
    std::vector<PrintedTable> all = tables;
    all.insert(all.end(), beside.previous.begin(), beside.previous.end());
    compare_previous(all, tables.size(), result.findings);
  }
  result.texts = compare_running_text(tables, beside.texts);
  std::stable_sort(result.findings.begin(), result.findings.end(),
                   [](const TableFinding& a, const TableFinding& b) {
                     return a.cell != b.cell ? a.cell < b.cell : a.severity < b.severity;
                   });
  result.rules = std::move(book.rules);
  return result;
}

}  // namespace redthread::audit
