// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "base/diagnostics.hpp"
#include "catalog/formula.hpp"
#include "catalog/row_language.hpp"
#include "catalog/source.hpp"
#include "catalog/toml.hpp"

namespace redthread::catalog {

/// What the readers of one region folder share while it is loaded.
struct Loading {
  std::string folder;
  Diagnostics diagnostics;
  /// Every file that was read; marks point here. Deque: they stay where they are.
  std::deque<Source> sources;
  /// Files that say nothing of what figures are: not in the catalog's version.
  std::set<std::string> aside;

  /// Which kinds of names are all known. A kind whose file could not be read whole is not, and
  /// then references to it are not judged: one mistake, one message.
  struct Known {
    bool breakdowns = true;
    bool maps = true;
    bool facts = true;
    bool profiles = true;
    bool measures = true;
    bool measure_units = true;
    bool units = true;
    bool goals = true;
  };
  Known known;
  std::vector<std::string> measure_keys;  ///< to suggest from
  /// By measure: false when its formula, or one that it rests on, is wrong (told already), so that
  /// nothing is said of measure units that depend on it.
  std::vector<bool> units_known;
  /// Along Catalog::facts: what expressions over their rows may name.
  std::vector<RowScope> row_scopes;
  /// By look-up list: where the value of each entry stands, for the columns that use it.
  std::map<std::string, std::vector<Mark>, std::less<>> map_values;

  bool exists(const std::string& file) const;
  /// The file's text; nullptr with a diagnostic when it cannot be read at all.
  const Source* read(const std::string& file);
  /// SHA-256 over the names and bytes of everything read but `aside`, in the order of names.
  std::string sha256() const;
};

/// A TOML file, checked for readability and syntax. nullptr-like empty when it is missing (told
/// when `required`) or not readable; `damaged` when something in it was left out.
std::optional<TomlValue> read_toml(Loading& loading, const std::string& file, bool required);

/// A CSV file with the places of its fields.
class CsvFile {
 public:
  CsvFile(const Source& source, CsvTable table) : source_(&source), table_(std::move(table)) {}

  const std::vector<CsvRow>& rows() const { return table_.rows; }
  /// The field, trimmed; empty when the file has no such column.
  std::string text(const CsvRow& row, std::string_view column) const;
  /// Where the field is; the row when the file has no such column.
  Mark mark(const CsvRow& row, std::string_view column) const;
  FormulaOrigin origin(const CsvRow& row, std::string_view column) const;
  const Source& source() const { return *source_; }

 private:
  const Source* source_;
  CsvTable table_;
};

/// nullopt when it is missing (told when `required`) or cannot be used. `complete` becomes false
/// when rows of it were left out.
std::optional<CsvFile> read_csv(Loading& loading, const std::string& file,
                                const CsvColumns& columns, bool required, bool& complete);

/// The same of a file that was read already.
std::optional<CsvFile> read_csv(Loading& loading, const Source& source, const CsvColumns& columns,
                                bool& complete);

/// Where the formula in a TOML text stands.
FormulaOrigin origin_of(const TomlValue& text);
FormulaOrigin origin_of(const Mark& mark);

/// The keys of things, for hints.
template <class Items>
std::vector<std::string> keys_of(const Items& items) {
  std::vector<std::string> keys;
  keys.reserve(items.size());
  for (const auto& item : items) keys.push_back(item.key);
  return keys;
}

}  // namespace redthread::catalog
