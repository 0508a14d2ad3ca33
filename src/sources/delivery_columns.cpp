// SPDX-License-Identifier: Apache-2.0
#include "sources/delivery_columns.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "base/text.hpp"
#include "sources/query_text.hpp"

namespace redthread::sources {
namespace {

constexpr std::string_view required_of_values[] = {"measure", "unit", "period", "scenario",
                                                   "value"};
constexpr std::string_view optional_of_values[] = {"state", "note", "made", "low", "high"};

struct Wanted {
  std::string header;
  std::string key;
  bool is_optional = false;
  bool is_day = false;
};

std::vector<Wanted> wanted_of(const Fact& fact) {
  std::vector<Wanted> wanted;
  if (fact.has_rows()) {
    for (const FactColumn& column : fact.columns) {
      if (!column.is_delivered()) continue;
      wanted.push_back({.header = column.header.empty() ? column.key : column.header,
                        .key = column.key,
                        .is_day = column.type == FactColumn::Type::date});
    }
    return wanted;
  }
  for (const std::string_view name : required_of_values) {
    wanted.push_back({.header = std::string(name), .key = std::string(name)});
  }
  for (const std::string_view name : optional_of_values) {
    wanted.push_back({.header = std::string(name), .key = std::string(name), .is_optional = true});
  }
  for (const std::string& name : fact.breakdowns) {
    wanted.push_back({.header = name, .key = name, .is_optional = true});
  }
  return wanted;
}

bool is_same(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::optional<std::vector<DeliveryColumn>> delivery_columns(const Fact& fact,
                                                            const SourceQuery& query,
                                                            const std::vector<std::string>& given,
                                                            Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  std::vector<DeliveryColumn> columns;
  std::vector<bool> used(given.size(), false);
  const std::vector<Wanted> all = wanted_of(fact);
  for (const Wanted& wanted : all) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < given.size(); ++i) {
      if (is_same(given[i], wanted.header) || is_same(given[i], wanted.key)) found.push_back(i);
    }
    for (const std::size_t each : found) used[each] = true;
    if (found.size() > 1) {
      tell_at(query, std::string::npos, "sources.column_twice",
              fmt::format("the query gives two columns `{}`", wanted.header),
              "which of them is meant? name the other with AS", diagnostics);
    } else if (!found.empty()) {
      columns.push_back(
          {.header = wanted.header, .column = found.front(), .is_day = wanted.is_day});
    } else if (!wanted.is_optional) {
      tell_at(query, std::string::npos, "sources.column_missing",
              fmt::format("the query gives no column `{}`", wanted.header),
              fmt::format("{}; name it with AS, or give an optional one as NULL AS {}",
                          name_hint(wanted.header, given), wanted.key),
              diagnostics);
    }
  }
  std::vector<std::string> known;
  known.reserve(all.size());
  for (const Wanted& wanted : all) known.push_back(wanted.header);
  for (std::size_t i = 0; i < given.size() && !fact.has_rows(); ++i) {
    if (used[i]) continue;
    tell_at(query, std::string::npos, "sources.unknown_column",
            fmt::format("a delivery of `{}` has no column `{}`", fact.key, printable(given[i])),
            name_hint(given[i], known), diagnostics);
  }
  if (diagnostics.error_count() > errors) return std::nullopt;
  return columns;
}

}  // namespace redthread::sources
