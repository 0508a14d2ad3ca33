// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/period.hpp"
#include "plan/object.hpp"

namespace redthread::plan {

/// What follows from the plan's objects on money, purchases and incidents. Amounts are in mnkr,
/// whatever they were written in; nothing is rounded.

/// An amount in mnkr; nullopt when it is none, or of another measure unit than money.
std::optional<Decimal> mnkr_of(const std::string& amount, const std::string& measure_unit);

/// An investment in a year.
struct InvestmentRow {
  const Object* investment = nullptr;
  std::optional<Decimal> budget;      ///< with what was carried over; nullopt = none was told
  Decimal carried_over;               ///< zero when nothing was said of any
  std::optional<Decimal> spent;       ///< nullopt = it was not told
  std::optional<Decimal> forecast;    ///< nullopt = none was made
  std::optional<Decimal> remaining;   ///< budget less the forecast, or less what was spent
  std::optional<Exact> spent_share;   ///< of the budget; nullopt when one is missing
  std::optional<Decimal> frame_left;  ///< the frame less what was spent up to the year
  /// Money that was granted two years before or earlier and is not spent: to be asked about. This
  /// and `frame_left` are nullopt when some year's spending was not told.
  std::optional<Decimal> unused_two_years;
};
/// Those that have money in the year, by `order` and id.
std::vector<InvestmentRow> investment_rows(const State& state, int year);

/// Incidents of one sort at one unit in a period.
struct IncidentCount {
  std::string unit;
  std::string area;
  std::string type;
  int count = 0;
  int severe = 0;  ///< severe harm or death
  int lex_maria = 0;
  int linked = 0;  ///< that name a risk, a mitigation or an action
};
/// By unit, area and type.
std::vector<IncidentCount> incident_counts(const State& state, Period period);

/// A version of a forecast, and what became of it.
struct ForecastRow {
  const Object* forecast = nullptr;
  std::optional<Decimal> change;      ///< from the version before
  std::optional<Decimal> actual;      ///< the last closing of the line; nullopt = not closed
  std::optional<Decimal> difference;  ///< forecast less what it became
  std::optional<Exact> error_share;   ///< of what it became, on magnitudes
};
/// By line, unit and version. Amounts are in the forecast's own measure unit.
std::vector<ForecastRow> forecast_rows(const State& state, int year);

/// Share of purchases on contract (avtalstrohet), by unit; the last row has no unit and is all.
struct ComplianceRow {
  std::string unit;
  Decimal on_contract;
  Decimal off_contract;
  std::optional<Exact> share;  ///< on contract of all; nullopt when there is nothing
};
std::vector<ComplianceRow> compliance_rows(const State& state, Period period);

/// Direct awards of a category in a year against the threshold that was valid at its end.
struct DirectAwardRow {
  std::string category;
  Decimal awarded;
  const Object* threshold = nullptr;  ///< nullptr = there is none for the category
  enum class Level { below, near, over } level = Level::below;
};
const char* to_string(DirectAwardRow::Level level);
std::vector<DirectAwardRow> direct_awards(const State& state, int year);

/// Reviews of procurements that were filed in a period, by how they ended so far.
struct ReviewCount {
  int won = 0;
  int lost = 0;
  int withdrawn = 0;
  int pending = 0;
};
ReviewCount review_count(const State& state, Period period);

/// What a contract wants within some days: its last day for notice, its end, a follow-up.
struct ContractDay {
  const Object* object = nullptr;  ///< a contract or a contract_follow_up
  Date day;
  std::string what;  ///< notice_by, ends, or the follow-up's topic
};
/// From `on` to `days` later, by day. Only contracts that are valid.
std::vector<ContractDay> contract_days(const State& state, Date on, int days);

}  // namespace redthread::plan
