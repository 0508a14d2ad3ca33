// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/folders.hpp"
#include "catalog/readers.hpp"

namespace redthread::catalog {
namespace {

const std::string maps_folder = "catalog/maps/";
constexpr std::string_view range_sign = "..";
constexpr int most_told = 20;

/// The heads before `value`: what the list is looked up by. nullopt without `value`.
std::optional<std::vector<std::string>> key_columns(const Source& source) {
  std::vector<std::string> keys;
  for (const std::string_view head : split(source.line(1), ',')) {
    std::string_view name = trim(head);
    if (name.size() > 1 && name.starts_with('"') && name.ends_with('"')) {
      name = name.substr(1, name.size() - 2);
    }
    if (name == "value") return keys;
    keys.emplace_back(name);
  }
  return std::nullopt;
}

class MapReader {
 public:
  MapReader(Loading& loading, const CsvFile& file, LookupMap& map)
      : loading_(loading), file_(file), map_(map) {}

  /// Gives the place of each entry's value.
  std::vector<Mark> read() {
    for (const CsvRow& row : file_.rows()) read_row(row);
    if (ok_) check_overlaps();
    return std::move(values_);
  }

 private:
  void read_row(const CsvRow& row) {
    LookupMap::Entry entry;
    entry.place = file_.mark(row, map_.columns.front()).span();
    for (const std::string& column : map_.columns) {
      entry.keys.push_back(required(row, column));
    }
    read_range(row, entry);
    entry.value = required(row, "value");
    entry.valid_from = date(row, "valid_from");
    entry.valid_to = date(row, "valid_to");
    if (entry.valid_from && entry.valid_to && *entry.valid_to < *entry.valid_from) {
      error(row, "valid_to", "catalog.validity_order",
            fmt::format("valid_to is before valid_from ({})", entry.valid_from->to_string()),
            "both days are included in the validity");
    }
    map_.entries.push_back(std::move(entry));
    values_.push_back(file_.mark(row, "value"));
  }

  std::string required(const CsvRow& row, std::string_view column) {
    std::string text = file_.text(row, column);
    if (text.empty()) {
      error(row, column, "catalog.empty_text", fmt::format("`{}` is empty", column),
            "write it, or delete the row: what is not in the list has no value");
    }
    return text;
  }

  /// `4000..4999` in the last key column.
  void read_range(const CsvRow& row, LookupMap::Entry& entry) {
    const std::string written = entry.keys.back();
    const std::size_t sign = written.find(range_sign);
    if (sign == std::string::npos) return;
    const std::string first(trim(std::string_view(written).substr(0, sign)));
    const std::string last(trim(std::string_view(written).substr(sign + range_sign.size())));
    if (first.empty() || first.size() != last.size() || last < first) {
      error(row, map_.columns.back(), "catalog.bad_range",
            fmt::format("`{}` is not a range of codes", written),
            "write the first and the last code, of the same length: 4000..4999");
      return;
    }
    entry.keys.back() = first;
    entry.last_key = last;
  }

  std::optional<Date> date(const CsvRow& row, std::string_view column) {
    const std::string text = file_.text(row, column);
    if (text.empty()) return std::nullopt;
    const auto day = Date::parse(text);
    if (!day) {
      error(row, column, "catalog.bad_date", fmt::format("`{}` is not a day", text),
            "days are written 2024-01-31");
    }
    return day;
  }

  static const std::string& last_code(const LookupMap::Entry& entry) {
    return entry.last_key.empty() ? entry.keys.back() : entry.last_key;
  }

  static bool valid_together(const LookupMap::Entry& a, const LookupMap::Entry& b) {
    const bool a_ends_first = a.valid_to && b.valid_from && *a.valid_to < *b.valid_from;
    const bool b_ends_first = b.valid_to && a.valid_from && *b.valid_to < *a.valid_from;
    return !a_ends_first && !b_ends_first;
  }

  int compare_groups(std::size_t a, std::size_t b) const {
    const auto& left = map_.entries[a].keys;
    const auto& right = map_.entries[b].keys;
    for (std::size_t i = 0; i + 1 < left.size(); ++i) {
      if (const int difference = left[i].compare(right[i])) return difference;
    }
    return static_cast<int>(left.back().size()) - static_cast<int>(right.back().size());
  }

  /// Entries whose codes can meet stand beside one another: the same first keys, and codes of the
  /// same length. Among them a sweep by first code keeps those that have not ended.
  void check_overlaps() {
    std::vector<std::size_t> order(map_.entries.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const int groups = compare_groups(a, b);
      if (groups != 0) return groups < 0;
      return map_.entries[a].keys.back() < map_.entries[b].keys.back();
    });
    std::vector<std::size_t> open;
    int told = 0;
    for (std::size_t at = 0; at < order.size() && told < most_told; ++at) {
      const std::size_t i = order[at];
      if (at > 0 && compare_groups(order[at - 1], i) != 0) open.clear();
      std::erase_if(open, [&](std::size_t other) {
        return last_code(map_.entries[other]) < map_.entries[i].keys.back();
      });
      for (const std::size_t other : open) {
        if (!valid_together(map_.entries[i], map_.entries[other])) continue;
        tell_overlap(std::max(i, other), std::min(i, other));
        ++told;
        break;
      }
      open.push_back(i);
    }
  }

  void tell_overlap(std::size_t later, std::size_t earlier) {
    const int line = file_.rows()[earlier].line;
    error(file_.rows()[later], map_.columns.back(), "catalog.map_overlap",
          fmt::format("the list says twice what `{}` is: also on line {}",
                      file_.text(file_.rows()[later], map_.columns.back()), line),
          "let their codes, or the days on which they are valid, not overlap");
  }

  void error(const CsvRow& row, std::string_view column, const char* code,
             const std::string& message, const std::string& hint) {
    file_.mark(row, column).error(loading_.diagnostics, code, message, hint);
    ok_ = false;
  }

  Loading& loading_;
  const CsvFile& file_;
  LookupMap& map_;
  std::vector<Mark> values_;
  bool ok_ = true;
};

/// Why these cannot be the key columns; empty when they can.
std::string wrong_heads(const std::optional<std::vector<std::string>>& keys) {
  if (!keys) return "there is no column `value`";
  if (keys->empty()) return "the list is looked up by nothing";
  const std::set<std::string> different(keys->begin(), keys->end());
  const bool good = std::all_of(keys->begin(), keys->end(), is_key);
  return good && different.size() == keys->size()
             ? std::string()
             : "the columns before `value` must be different keys";
}

void read_map(const std::string& key, Loading& loading, Catalog& catalog) {
  const Source* source = loading.read(maps_folder + key + ".csv");
  if (source == nullptr || !check_readable(*source, loading.diagnostics)) {
    loading.known.maps = false;
    return;
  }
  const auto keys = key_columns(*source);
  if (const std::string wrong = wrong_heads(keys); !wrong.empty()) {
    source->mark(0, source->line(1).size())
        .error(loading.diagnostics, "catalog.map_columns", wrong,
               "the first line names what is looked up by, then the value: `account,value`");
    loading.known.maps = false;
    return;
  }
  CsvColumns columns{*keys, {"valid_from", "valid_to"}};
  columns.required.emplace_back("value");
  const auto file = read_csv(loading, *source, columns, loading.known.maps);
  if (!file) return;
  LookupMap map{.key = key, .columns = *keys, .place = source->whole()};
  loading.map_values[key] = MapReader(loading, *file, map).read();
  catalog.maps.push_back(std::move(map));
}

}  // namespace

void read_maps(Loading& loading, Catalog& catalog) {
  for (const std::string& key : stems(loading, maps_folder, ".csv")) {
    if (is_key(key)) read_map(key, loading, catalog);  // else told by check_files
  }
}

}  // namespace redthread::catalog
