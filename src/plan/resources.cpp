// SPDX-License-Identifier: Apache-2.0
#include "plan/resources.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "plan/values.hpp"

namespace redthread::plan {
namespace {

Decimal or_zero(const std::optional<Decimal>& amount) { return amount.value_or(Decimal()); }

/// Whether a day lies in a period.
bool is_within(const std::string& day, Period period) {
  const auto date = Date::parse(day);
  return date && period.first().first_day() <= *date && *date <= period.last().last_day();
}

/// The money of one investment over the years, and what follows for one of them.
class InvestmentMoney {
 public:
  void add(const Object& year, const std::string& measure_unit) {
    const auto number = integer_of(year.get("year"));
    if (!number) return;
    Year& each = years_[*number];
    each.budget = mnkr_of(year.get("budget"), measure_unit);
    each.carried_over = mnkr_of(year.get("carried_over"), measure_unit);
    each.spent = mnkr_of(year.get("spent"), measure_unit);
    each.forecast = mnkr_of(year.get("forecast"), measure_unit);
  }

  std::optional<InvestmentRow> row(const Object& investment, int year) const {
    const auto found = years_.find(year);
    if (found == years_.end()) return std::nullopt;
    const Year& own = found->second;
    InvestmentRow row;
    row.investment = &investment;
    row.carried_over = or_zero(own.carried_over);
    if (own.budget) row.budget = *own.budget + row.carried_over;
    row.spent = own.spent;
    row.forecast = own.forecast;
    const std::optional<Decimal>& used = own.forecast ? own.forecast : own.spent;
    if (row.budget && used) row.remaining = *row.budget - *used;
    if (own.spent && row.budget && !row.budget->is_zero()) {
      row.spent_share = Exact(*own.spent) / Exact(*row.budget);
    }
    const auto frame = mnkr_of(investment.get("frame"), investment.get("measure_unit"));
    const auto spent = spent_until(year);
    if (frame && spent) row.frame_left = *frame - *spent;
    const auto granted = granted_until(year - 2);
    if (granted && spent) row.unused_two_years = std::max(Decimal(), *granted - *spent);
    return row;
  }

 private:
  struct Year {
    std::optional<Decimal> budget;
    std::optional<Decimal> carried_over;
    std::optional<Decimal> spent;
    std::optional<Decimal> forecast;
  };

  /// nullopt when some year's was not told.
  std::optional<Decimal> spent_until(int year) const {
    Decimal sum;
    for (const auto& [each, money] : years_) {
      if (each > year) continue;
      if (!money.spent) return std::nullopt;
      sum = sum + *money.spent;
    }
    return sum;
  }
  /// What was carried over into the first year that is known was granted before it.
  std::optional<Decimal> granted_until(int year) const {
    Decimal sum;
    if (!years_.empty() && years_.begin()->first - 1 <= year) {
      sum = or_zero(years_.begin()->second.carried_over);
    }
    for (const auto& [each, money] : years_) {
      if (each > year) continue;
      if (!money.budget) return std::nullopt;
      sum = sum + *money.budget;
    }
    return sum;
  }

  std::map<int, Year> years_;
};

}  // namespace

std::optional<Decimal> mnkr_of(const std::string& amount, const std::string& measure_unit) {
  const auto number = Decimal::parse(amount);
  if (!number) return std::nullopt;
  if (measure_unit == "mnkr") return number;
  if (measure_unit == "tkr") return (*number * Decimal::of(1, 3)).normalized();
  if (measure_unit == "kr") return (*number * Decimal::of(1, 6)).normalized();
  return std::nullopt;
}

std::vector<InvestmentRow> investment_rows(const State& state, int year) {
  std::map<std::string, InvestmentMoney> money;
  for (const auto& [id, each] : state.all("investment_year")) {
    const Object* investment = state.find("investment", each->get("investment"));
    if (investment) money[investment->key.id].add(*each, investment->get("measure_unit"));
  }
  std::vector<InvestmentRow> rows;
  for (const auto& [id, each] : money) {
    if (const auto row = each.row(*state.find("investment", id), year)) rows.push_back(*row);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const InvestmentRow& a, const InvestmentRow& b) {
    return integer_of(a.investment->get("order")).value_or(0) <
           integer_of(b.investment->get("order")).value_or(0);
  });
  return rows;
}

std::vector<IncidentCount> incident_counts(const State& state, Period period) {
  std::map<std::tuple<std::string, std::string, std::string>, IncidentCount> counts;
  for (const auto& [id, incident] : state.all("incident")) {
    if (!is_within(incident->get("date"), period)) continue;
    const int count = integer_of(incident->get("count")).value_or(1);
    const std::string& harm = incident->get("harm");
    const bool is_linked = !incident->get("risks").empty() ||
                           !incident->get("mitigations").empty() ||
                           !incident->get("actions").empty();
    IncidentCount& sum =
        counts[{incident->get("unit"), incident->get("area"), incident->get("type")}];
    sum.count += count;
    sum.severe += harm == "severe" || harm == "death" ? count : 0;
    sum.lex_maria += incident->get("lex_maria") == "yes" ? count : 0;
    sum.linked += is_linked ? count : 0;
  }
  std::vector<IncidentCount> rows;
  for (auto& [key, count] : counts) {
    std::tie(count.unit, count.area, count.type) = key;
    rows.push_back(std::move(count));
  }
  return rows;
}

std::vector<ForecastRow> forecast_rows(const State& state, int year) {
  using Line = std::tuple<std::string, std::string, std::string>;
  std::map<Line, std::map<int, const Object*>> forecasts;
  std::map<Line, std::map<int, const Object*>> closings;
  for (const auto& [id, each] : state.all("forecast")) {
    if (each->get("year") != std::to_string(year)) continue;
    const Line line{each->get("line"), each->get("unit"), each->get("measure_unit")};
    auto& into = each->get("scenario") == "actual" ? closings : forecasts;
    into[line][integer_of(each->get("edition")).value_or(0)] = each.get();
  }
  std::vector<ForecastRow> rows;
  for (const auto& [line, editions] : forecasts) {
    const auto closed = closings.find(line);
    std::optional<Decimal> actual;
    if (closed != closings.end()) {
      actual = Decimal::parse(closed->second.rbegin()->second->get("amount"));
    }
    std::optional<Decimal> before;
    for (const auto& [edition, forecast] : editions) {
      const auto amount = Decimal::parse(forecast->get("amount"));
      if (!amount) continue;
      ForecastRow row{forecast, std::nullopt, actual, std::nullopt, std::nullopt};
      if (before) row.change = *amount - *before;
      if (actual) row.difference = *amount - *actual;
      if (actual && !actual->is_zero()) {
        row.error_share = Exact(row.difference->abs()) / Exact(actual->abs());
      }
      rows.push_back(row);
      before = amount;
    }
  }
  return rows;
}

std::vector<ComplianceRow> compliance_rows(const State& state, Period period) {
  std::map<std::string, ComplianceRow> units;
  ComplianceRow all;
  for (const auto& [id, purchase] : state.all("purchase")) {
    const auto when = Period::parse(purchase->get("period"));
    const auto amount = mnkr_of(purchase->get("amount"), purchase->get("measure_unit"));
    if (!when || !period.contains(*when) || !amount) continue;
    const bool is_on = !purchase->get("contract").empty();
    for (ComplianceRow* row : {&units[purchase->get("unit")], &all}) {
      Decimal& sum = is_on ? row->on_contract : row->off_contract;
      sum = sum + *amount;
    }
  }
  std::vector<ComplianceRow> rows;
  for (auto& [unit, row] : units) {
    row.unit = unit;
    if (!unit.empty()) rows.push_back(row);
  }
  rows.push_back(all);
  for (ComplianceRow& row : rows) {
    const Decimal total = row.on_contract + row.off_contract;
    if (!total.is_zero()) row.share = Exact(row.on_contract) / Exact(total);
  }
  return rows;
}

const char* to_string(DirectAwardRow::Level level) {
  switch (level) {
    case DirectAwardRow::Level::below:
      return "below";
    case DirectAwardRow::Level::near:
      return "near";
    case DirectAwardRow::Level::over:
      return "over";
  }
  return "";
}

std::vector<DirectAwardRow> direct_awards(const State& state, int year) {
  const Period whole = Period::year(year);
  const std::string last = whole.last().last_day().to_string();
  std::map<std::string, DirectAwardRow> categories;
  for (const auto& [id, purchase] : state.all("purchase")) {
    const auto when = Period::parse(purchase->get("period"));
    const auto amount = mnkr_of(purchase->get("amount"), purchase->get("measure_unit"));
    const bool counts = purchase->get("direct_award") == "yes" && when && whole.contains(*when);
    if (!counts || !amount) continue;
    DirectAwardRow& row = categories[purchase->get("category")];
    row.awarded = row.awarded + *amount;
  }
  std::vector<DirectAwardRow> rows;
  for (auto& [category, row] : categories) {
    row.category = category;
    for (const auto& [id, threshold] : state.all("award_threshold")) {
      const std::string& of = threshold->get("category");
      const bool is_valid =
          threshold->get("valid_from") <= last &&
          (threshold->get("valid_to").empty() || threshold->get("valid_to") >= last);
      // The category's own before the one for all.
      const bool is_closer = !row.threshold || row.threshold->get("category").empty();
      if (is_valid && (of == category || (of.empty() && !row.threshold)) && is_closer) {
        row.threshold = threshold.get();
      }
    }
    if (row.threshold) {
      const Decimal bound =
          or_zero(mnkr_of(row.threshold->get("amount"), row.threshold->get("measure_unit")));
      const Decimal watched = or_zero(Decimal::parse(row.threshold->get("watch_percent")));
      const bool is_near = watched * bound <= Decimal(100) * row.awarded;
      row.level = bound <= row.awarded ? DirectAwardRow::Level::over
                  : is_near            ? DirectAwardRow::Level::near
                                       : DirectAwardRow::Level::below;
    }
    rows.push_back(row);
  }
  return rows;
}

ReviewCount review_count(const State& state, Period period) {
  ReviewCount count;
  for (const auto& [id, review] : state.all("review_case")) {
    if (!is_within(review->get("filed"), period)) continue;
    const std::string& outcome = review->get("outcome");
    ++(outcome == "won"         ? count.won
       : outcome == "lost"      ? count.lost
       : outcome == "withdrawn" ? count.withdrawn
                                : count.pending);
  }
  return count;
}

std::vector<ContractDay> contract_days(const State& state, Date on, int days) {
  std::vector<ContractDay> all;
  const auto add = [&](const Object& object, const std::string& day, const std::string& what) {
    const auto date = Date::parse(day);
    if (date && on <= *date && *date <= on.plus_days(days)) all.push_back({&object, *date, what});
  };
  for (const auto& [id, contract] : state.all("contract")) {
    if (contract->get("state") != "valid") continue;
    add(*contract, contract->get("notice_by"), "notice_by");
    add(*contract, contract->get("ends"), "ends");
  }
  for (const auto& [id, follow_up] : state.all("contract_follow_up")) {
    const Object* contract = state.find("contract", follow_up->get("contract"));
    const bool is_valid = contract && contract->get("state") == "valid";
    if (is_valid && follow_up->get("result").empty()) {
      add(*follow_up, follow_up->get("due"), follow_up->get("topic"));
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const ContractDay& a, const ContractDay& b) { return a.day < b.day; });
  return all;
}

}  // namespace redthread::plan
