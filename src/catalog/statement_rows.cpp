// SPDX-License-Identifier: Apache-2.0
#include "catalog/statement_rows.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/definitions.hpp"
#include "catalog/formats.hpp"
#include "catalog/measure_formulas.hpp"

namespace redthread::catalog {
namespace {

using Style = StatementRow::Style;

const std::vector<std::pair<std::string, Style>> styles = {{"", Style::normal},
                                                           {"of_which", Style::of_which},
                                                           {"total", Style::total},
                                                           {"heading", Style::heading}};

class RowsReader {
 public:
  RowsReader(const CsvFile& file, Loading& loading, const Catalog& catalog,
             const std::optional<NumberFormat>& show)
      : file_(file), loading_(loading), catalog_(catalog), show_(show) {}

  std::vector<StatementRow> read() {
    for (const CsvRow& row : file_.rows()) all_keys_.push_back(file_.text(row, "key"));
    for (const CsvRow& row : file_.rows()) read_row(row);
    return std::move(rows_);
  }

 private:
  void read_row(const CsvRow& row) {
    StatementRow result{.key = file_.text(row, "key")};
    result.place = file_.mark(row, "key").span();
    result.label = {file_.text(row, "label"), file_.text(row, "label_en")};
    result.note = {file_.text(row, "note"), {}};
    check_key(row, result.key);
    read_style(row, result);
    read_parent(row, result);
    read_value(row, result);
    read_unit(row, result);
    read_expand(row, result);
    fill_label(row, result);
    index_.emplace(result.key, rows_.size());
    rows_.push_back(std::move(result));
  }

  void check_key(const CsvRow& row, const std::string& key) {
    if (!is_key(key)) {
      error(row, "key", "catalog.bad_key",
            key.empty() ? "the row has no key" : fmt::format("`{}` is not a key", key),
            "a key is words of a-z, 0-9 and _ joined by dots, each starting with a letter");
    } else if (const auto first = index_.find(key); first != index_.end()) {
      error(row, "key", "catalog.duplicate_key",
            fmt::format("row `{}` is given twice; first on line {}", key,
                        rows_[first->second].place.line),
            "keep one of them");
    }
  }

  void read_style(const CsvRow& row, StatementRow& result) {
    const std::string written = file_.text(row, "style");
    const auto style = std::find_if(styles.begin(), styles.end(),
                                    [&](const auto& known) { return known.first == written; });
    if (style != styles.end()) {
      result.style = style->second;
    } else {
      error(row, "style", "catalog.unknown_word", fmt::format("`style` cannot be `{}`", written),
            "write of_which, total, heading, or nothing");
    }
  }

  /// The parent stands above, so that indents can be counted and no row is above itself.
  void read_parent(const CsvRow& row, StatementRow& result) {
    result.parent = file_.text(row, "parent");
    if (result.parent.empty()) return;
    const auto parent = index_.find(result.parent);
    if (parent != index_.end()) {
      result.indent = rows_[parent->second].indent + 1;
    } else if (std::find(all_keys_.begin(), all_keys_.end(), result.parent) != all_keys_.end()) {
      error(row, "parent", "catalog.parent_below",
            fmt::format("the parent `{}` stands below this row", result.parent),
            "a parent stands above the rows that belong to it");
    } else {
      error(row, "parent", "catalog.unknown_row",
            fmt::format("there is no row `{}`", result.parent),
            name_hint(result.parent, all_keys_));
    }
  }

  void read_value(const CsvRow& row, StatementRow& result) {
    const std::string text = file_.text(row, "value");
    const bool heading = result.style == Style::heading;
    if (text.empty() != heading) {
      error(
          row, heading ? "value" : "key", "catalog.row_value",
          heading ? fmt::format("the heading `{}` has a value", result.key)
                  : fmt::format("row `{}` has no value", result.key),
          heading ? "delete it, or choose another style" : "write a measure, or the style heading");
    }
    if (text.empty()) return;
    const FormulaOrigin origin = file_.origin(row, "value");
    result.value = parse_formula(text, origin, catalog_.measure_units, loading_.diagnostics);
    if (result.value) check_value(*result.value, origin, result.key);
  }

  void check_value(Expression& value, const FormulaOrigin& origin, const std::string& key) {
    bool operands_known = true;
    const NameLookup all = measure_lookup(loading_, catalog_);
    const NameLookup lookup = [&](const std::string& name) {
      auto meaning = all(name);
      operands_known = operands_known && meaning && meaning->unit_known;
      return meaning;
    };
    const bool ok = check_formula(value, origin, lookup, loading_.measure_keys, catalog_.breakdowns,
                                  loading_.diagnostics);
    std::string why;
    if (!ok || !operands_known || !show_ || fitted(*show_, value.unit, why)) return;
    add_at(loading_.diagnostics, Severity::error, "catalog.format_mismatch", origin.span,
           origin.excerpt,
           fmt::format("the table's `show` is for {}, but row `{}` is {}", why, key,
                       value.unit.symbol.empty() ? "a plain number" : "in " + value.unit.symbol),
           "delete the table's `show`: then each row is shown as its measure is");
  }

  void read_unit(const CsvRow& row, StatementRow& result) {
    result.unit = file_.text(row, "unit");
    if (result.unit.empty() || !loading_.known.units ||
        catalog_.organisation.index_of(result.unit)) {
      return;
    }
    error(row, "unit", "catalog.unknown_unit", fmt::format("there is no unit `{}`", result.unit),
          name_hint(result.unit, catalog_.organisation.codes()));
  }

  void read_expand(const CsvRow& row, StatementRow& result) {
    result.expand = file_.text(row, "expand");
    if (result.expand.empty() || result.expand == "units") return;
    if (!result.value && result.style == Style::heading) {
      error(row, "expand", "catalog.row_value",
            fmt::format("the heading `{}` cannot be expanded", result.key),
            "expand a row that has a value");
      return;
    }
    if (!loading_.known.breakdowns) return;
    if (catalog_.breakdown(result.expand) == nullptr) {
      std::vector<std::string> known = keys_of(catalog_.breakdowns);
      known.emplace_back("units");
      error(row, "expand", "catalog.unknown_breakdown",
            fmt::format("there is no breakdown `{}`", result.expand),
            name_hint(result.expand, known));
    } else if (result.value && can_judge(*result.value)) {
      const std::vector<std::string> possible = common_breakdowns(*result.value, catalog_);
      if (std::find(possible.begin(), possible.end(), result.expand) != possible.end()) return;
      error(row, "expand", "catalog.breakdown_not_in_measure",
            fmt::format("the value of row `{}` is not split by `{}`", result.key, result.expand),
            possible.empty() ? "it has no breakdowns" : "possible: " + join(possible, ", "));
    }
  }

  /// Whether every measure in it is known and right, so that its breakdowns are.
  bool can_judge(const Expression& value) const {
    const auto keys = keys_in(value);
    return std::all_of(keys.begin(), keys.end(), [&](const Expression* key) {
      const int index = catalog_.measure_index(key->key);
      return key->key == hours_per_fte_key ||
             (index >= 0 && loading_.units_known[static_cast<std::size_t>(index)]);
    });
  }

  /// An empty label is the measure's name, with the names of the cell's categories.
  void fill_label(const CsvRow& row, StatementRow& result) {
    if (!result.label.sv.empty()) return;
    const bool is_one = result.value && result.value->kind == Expression::Kind::key;
    const Measure* measure = is_one ? catalog_.measure(result.value->key) : nullptr;
    if (measure != nullptr) {
      result.label = measure->name;
      for (const auto& [key, category] : result.value->cell) {
        const Breakdown* breakdown = catalog_.breakdown(key);
        const auto* found = breakdown == nullptr ? nullptr : breakdown->find(category);
        if (found == nullptr) continue;
        result.label.sv += ", " + found->name.sv;
        if (!result.label.en.empty()) result.label.en += ", " + found->name.in(Language::english);
      }
    } else if (!is_one && (result.value || result.style == Style::heading)) {
      error(row, "label", "catalog.empty_text", fmt::format("row `{}` has no label", result.key),
            "only a row that shows one measure may do without: it takes the measure's name");
    }
  }

  void error(const CsvRow& row, std::string_view column, const char* code,
             const std::string& message, const std::string& hint) {
    file_.mark(row, column).error(loading_.diagnostics, code, message, hint);
  }

  const CsvFile& file_;
  Loading& loading_;
  const Catalog& catalog_;
  const std::optional<NumberFormat>& show_;
  std::vector<std::string> all_keys_;
  std::vector<StatementRow> rows_;
  std::map<std::string, std::size_t> index_;
};

}  // namespace

const CsvColumns statement_csv_columns = {
    {"key", "label", "value"}, {"label_en", "parent", "style", "unit", "expand", "note"}};

std::vector<StatementRow> read_rows(const CsvFile& file, Loading& loading, const Catalog& catalog,
                                    const std::optional<NumberFormat>& show) {
  return RowsReader(file, loading, catalog, show).read();
}

}  // namespace redthread::catalog
