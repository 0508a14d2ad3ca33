// SPDX-License-Identifier: Apache-2.0
#include "warehouse/closed_months.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/decimal.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

namespace redthread::warehouse {
namespace {

/// The month that a value belongs to, in SQL.
constexpr const char* month_of_value = "coalesce(made, reported_value.last_month)";

Month month_at(const Result& rows, std::size_t column) {
  return Month::from_index(static_cast<int>(rows.integer(column)));
}

std::vector<ClosedPart> parts_of_rows(Connection& connection, const Fact& fact, Month through) {
  std::vector<ClosedPart> parts;
  Result rows = connection.query(
      "SELECT file, first_month, last_month, \"rows\", sha256 FROM delivery "
      "WHERE ended_at IS NULL AND fact = ? AND first_month <= ? ORDER BY file",
      {fact.key, std::int64_t{through.index()}});
  while (rows.next()) {
    parts.push_back({.file = std::string(rows.text(0)),
                     .months = {month_at(rows, 1), month_at(rows, 2)},
                     .rows = rows.integer(3),
                     .sha256 = std::string(rows.text(4))});
  }
  return parts;
}

/// An end of an interval, whatever number of decimals its measure keeps.
std::string end_text(const Result& rows, std::size_t column, int scale) {
  if (rows.is_null(column)) return {};
  return Decimal::of(rows.integer(column), scale).normalized().to_string();
}

/// All that a value says, as its file says it: other rows beside it, their order and what the
/// catalog calls things change nothing here.
std::string value_text(const Result& rows, int scale) {
  return fmt::format("{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\n",
                     rows.text(2), rows.text(3), rows.text(4), rows.integer(5), rows.integer(6),
                     rows.text(7), rows.is_null(8) ? -1 : rows.integer(8), rows.text(9),
                     rows.text(10), rows.text(11), end_text(rows, 12, scale),
                     end_text(rows, 13, scale));
}

std::vector<ClosedPart> parts_of_values(Connection& connection, const Catalog& catalog,
                                        const Fact& fact, Month through) {
  std::vector<ClosedPart> parts;
  std::string said;
  const auto finish = [&] {
    if (!parts.empty()) parts.back().sha256 = sha256_hex(said);
    said.clear();
  };
  Result rows = connection.query(
      fmt::format("SELECT file, {0}, measure, cell, unit, reported_value.first_month, "
                  "reported_value.last_month, scenario, made, written, state, note, low, high "
                  "FROM reported_value JOIN delivery ON delivery.id = delivery_id "
                  "WHERE ended_at IS NULL AND fact = ? AND {0} <= ? ORDER BY file, {0}, measure, "
                  "cell, unit, reported_value.first_month, reported_value.last_month, scenario, "
                  "made",
                  month_of_value),
      {fact.key, std::int64_t{through.index()}});
  while (rows.next()) {
    const Month month = month_at(rows, 1);
    if (parts.empty() || parts.back().file != rows.text(0) || parts.back().months.last() != month) {
      finish();
      parts.push_back({.file = std::string(rows.text(0)), .months = Period::month(month)});
    }
    ++parts.back().rows;
    const Measure* measure = catalog.measure(rows.text(2));
    said += value_text(rows, measure == nullptr ? 0 : measure->scale);
  }
  finish();
  return parts;
}

std::string month_list(const std::set<Month>& months) {
  std::vector<std::string> texts;
  texts.reserve(months.size());
  for (const Month month : months) texts.push_back(month.to_string());
  if (texts.size() < 2) return join(texts, "");
  const std::string last = texts.back();
  texts.pop_back();
  return join(texts, ", ") + " and " + last;
}

}  // namespace

std::vector<ClosedPart> closed_parts(Connection& connection, const Catalog& catalog,
                                     const Fact& fact, Month through) {
  return fact.has_rows() ? parts_of_rows(connection, fact, through)
                         : parts_of_values(connection, catalog, fact, through);
}

void ClosedMonths::refuse(const Closing& closing, const std::string& file,
                          const std::string& months, const std::string& why) {
  std::string since = closing.closed_on.empty() ? "" : ", since " + closing.closed_on;
  if (!closing.decided.empty()) since += ", " + closing.decided;
  diagnostics_.error(
      "warehouse.closed_month", {.file = file},
      fmt::format("{} {} closed for `{}` (through {}{}), and {}", months,
                  months.find(' ') == std::string::npos ? "is" : "are", closing.fact,
                  closing.through.to_string(), printable(since), why),
      fmt::format(
          "nothing was taken in; take the closed file back and correct in an open month, or "
          "open months again: `through` of [{}] in closed.toml",
          closing.fact));
}

bool ClosedMonths::allows(const Fact& fact, const std::string& file, Period months,
                          std::string_view sha256) {
  seen_.insert(file);
  const Closing* closing = catalog_.closing(fact.key);
  if (closing == nullptr || closing->through < months.first()) return true;
  const auto part = std::find_if(closing->parts.begin(), closing->parts.end(),
                                 [&](const ClosedPart& each) { return each.file == file; });
  if (part != closing->parts.end() && part->sha256 == sha256) return true;
  const Period closed(months.first(), std::min(months.last(), closing->through));
  refuse(*closing, file, closed.to_string(),
         part == closing->parts.end() ? "this delivery was not there then"
                                      : "this is not the delivery that was closed");
  return false;
}

void ClosedMonths::tell_missing() {
  for (const Closing& closing : catalog_.closings) {
    const Fact* fact = catalog_.fact(closing.fact);
    if (fact == nullptr || !fact->has_rows()) continue;
    for (const ClosedPart& part : closing.parts) {
      if (closing.through < part.months.first() || seen_.contains(part.file)) continue;
      refuse(closing, part.file, part.months.to_string(),
             "the delivery that was closed is not there");
    }
  }
}

void ClosedMonths::check_values(Connection& connection) {
  for (const Closing& closing : catalog_.closings) {
    const Fact* fact = catalog_.fact(closing.fact);
    if (fact != nullptr && !fact->has_rows()) check_values_of(*fact, closing, connection);
  }
}

void ClosedMonths::check_values_of(const Fact& fact, const Closing& closing,
                                   Connection& connection) {
  using Place = std::pair<std::string, Month>;
  std::map<Place, std::string> closed;
  for (const ClosedPart& part : closing.parts) {
    if (part.months.last() <= closing.through) {
      closed[{part.file, part.months.last()}] = part.sha256;
    }
  }
  std::map<std::string, std::set<Month>> differences;
  std::set<std::string> with_values;
  for (const ClosedPart& part : closed_parts(connection, catalog_, fact, closing.through)) {
    with_values.insert(part.file);
    const auto then = closed.find({part.file, part.months.last()});
    if (then == closed.end() || then->second != part.sha256) {
      differences[part.file].insert(part.months.last());
    }
    if (then != closed.end()) closed.erase(then);
  }
  for (const auto& [place, sha256] : closed) differences[place.first].insert(place.second);
  for (const auto& [file, months] : differences) {
    refuse(closing, file, month_list(months),
           with_values.contains(file) ? "what the file says of it is not what was closed"
                                      : "the values that were closed are not there");
  }
}

}  // namespace redthread::warehouse
