// SPDX-License-Identifier: Apache-2.0
#include "audit/declared.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.hpp"

namespace redthread::audit {
namespace {

std::string plain(std::string_view name) {
  std::string result;
  for (const char c : lower_case(trim(name))) {
    if (c != ' ' || (!result.empty() && result.back() != ' ')) result += c;
  }
  return result;
}

template <class Table>
bool is_chosen(const TableChoice& where, const Table& table) {
  return (where.file.empty() || where.file == table.file) &&
         (where.sheet.empty() || where.sheet == table.sheet) &&
         (where.number == 0 || where.number == table.number) &&
         (where.title.empty() || table.title.find(where.title) != std::string::npos);
}

std::optional<std::size_t> column_named(const PrintedTable& table, const std::string& name) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (plain(table.columns[i].title) == plain(name)) return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> row_named(const PrintedTable& table, const std::string& name) {
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const PrintedRow& row = table.rows[i];
    if (plain(row.label) == plain(name) || (!row.key.empty() && row.key == name)) return i;
  }
  return std::nullopt;
}

std::string text_of(const DeclaredRelation& declared) {
  const auto listed = [&](const char* between) { return join(declared.plus, between); };
  std::string text = declared.target + " = ";
  switch (declared.form) {
    case Form::sum:
      text += listed(" + ");
      for (const std::string& each : declared.minus) text += " - " + each;
      break;
    case Form::change:
    case Form::change_on_magnitude:
      text += listed(" mot ") + " i procent";
      break;
    case Form::share:
      text += listed(" i procent av ");
      break;
    case Form::ratio:
      text += listed(" / ");
      break;
  }
  return text;
}

class Declaring {
 public:
  Declaring(const std::vector<PrintedTable>& tables, RuleBook& book)
      : tables_(tables), book_(book) {}

  /// Whether any table has it.
  bool add(const DeclaredRelation& declared) {
    const std::size_t rule = book_.rules.size();
    const std::size_t before = book_.relations.size();
    book_.rules.push_back({.form = declared.form, .text = text_of(declared), .declared = true});
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      if (!declared.where.holds(tables_[i])) continue;
      if (declared.between_rows) {
        between_rows(declared, i, rule);
      } else {
        between_columns(declared, i, rule);
      }
    }
    if (book_.relations.size() > before) return true;
    book_.rules.pop_back();
    return false;
  }

 private:
  using Parts = std::vector<std::pair<std::size_t, int>>;

  /// The places of the parts; nullopt when one is not there and all are needed.
  template <class Find>
  static std::optional<Parts> parts_of(const DeclaredRelation& declared, bool all,
                                       const Find& find) {
    Parts parts;
    for (const auto& [names, weight] : {std::pair(&declared.plus, 1), {&declared.minus, -1}}) {
      for (const std::string& name : *names) {
        const auto at = find(name);
        if (at) parts.emplace_back(*at, weight);
        if (!at && all) return std::nullopt;
      }
    }
    if (parts.empty()) return std::nullopt;
    return parts;
  }

  void between_columns(const DeclaredRelation& declared, std::size_t number, std::size_t rule) {
    const PrintedTable& table = tables_[number];
    const auto target = column_named(table, declared.target);
    const auto parts = parts_of(declared, true,
                                [&](const std::string& name) { return column_named(table, name); });
    if (!target || !parts) return;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      Relation relation{.form = declared.form, .target = {number, row, *target}, .rule = rule};
      for (const auto& [column, weight] : *parts) {
        relation.terms.push_back({{number, row, column}, weight});
      }
      if (cell_at(tables_, relation.target).figure) book_.relations.push_back(std::move(relation));
    }
  }

  void between_rows(const DeclaredRelation& declared, std::size_t number, std::size_t rule) {
    const PrintedTable& table = tables_[number];
    const auto target = row_named(table, declared.target);
    const bool all = declared.form != Form::sum;
    const auto parts =
        parts_of(declared, all, [&](const std::string& name) { return row_named(table, name); });
    if (!target || !parts) return;
    for (const std::size_t column : table.figure_columns()) {
      // Percentages of parts do not sum to that of the whole.
      const PrintedUnit unit = table.columns[column].unit;
      if (declared.form == Form::sum &&
          (unit == PrintedUnit::percent || unit == PrintedUnit::points)) {
        continue;
      }
      Relation relation{.form = declared.form, .target = {number, *target, column}, .rule = rule};
      for (const auto& [row, weight] : *parts) {
        relation.terms.push_back({{number, row, column}, weight});
      }
      if (cell_at(tables_, relation.target).figure) book_.relations.push_back(std::move(relation));
    }
  }

  const std::vector<PrintedTable>& tables_;
  RuleBook& book_;
};

/// The cell that is judged, and whether from its own row.
using Judged = std::pair<CellRef, bool>;

Judged judged_by(const Relation& relation) {
  const bool across = !relation.terms.empty() && relation.terms[0].cell.row == relation.target.row;
  return {relation.target, across};
}

}  // namespace

bool TableChoice::holds(const PrintedTable& table) const { return is_chosen(*this, table); }
bool TableChoice::holds(const RawTable& table) const { return is_chosen(*this, table); }

RuleBook declared_rules(const std::vector<PrintedTable>& tables,
                        const std::vector<DeclaredRelation>& declared,
                        std::vector<std::size_t>& unused) {
  RuleBook book;
  for (std::size_t i = 0; i < declared.size(); ++i) {
    if (!Declaring(tables, book).add(declared[i])) unused.push_back(i);
  }
  return book;
}

void prefer_declared(RuleBook& book) {
  std::set<Judged> declared;
  for (const Relation& each : book.relations) {
    if (book.rules[each.rule].declared) declared.insert(judged_by(each));
  }
  if (declared.empty()) return;
  const auto is_second = [&](const Relation& each) {
    return !book.rules[each.rule].declared && declared.count(judged_by(each)) > 0;
  };
  book.relations.erase(std::remove_if(book.relations.begin(), book.relations.end(), is_second),
                       book.relations.end());
}

}  // namespace redthread::audit
