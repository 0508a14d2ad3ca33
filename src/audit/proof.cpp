// SPDX-License-Identifier: Apache-2.0
#include "audit/proof.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace redthread::audit {
namespace {

/// Decimals after the point in a printed number.
int printed_decimals(std::string_view printed) {
  const auto point = printed.find('.');
  return point == std::string_view::npos ? 0 : static_cast<int>(printed.size() - point - 1);
}

/// Half a unit of the last digit of something written with so many decimals.
Exact half_unit(int decimals) { return Exact(Decimal::of(5, decimals + 1)); }

Interval spanned(std::array<Exact, 4> corners) {
  const auto [low, high] = std::minmax_element(corners.begin(), corners.end());
  return {*low, *high};
}

Interval magnitude(const Interval& x) {
  if (!x.low.is_negative()) return x;
  if (x.high.is_negative() || x.high.is_zero()) return {-x.high, -x.low};
  return {Exact(0), std::max(-x.low, x.high)};
}

std::optional<Interval> quotient(const Interval& a, const Interval& b) {
  const bool divisor_may_be_zero = !(Exact(0) < b.low) && !(b.high < Exact(0));
  if (divisor_may_be_zero) return std::nullopt;
  return spanned({a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high});
}

std::optional<Interval> leaf_interval(const Figure& figure) {
  if (!figure.value) return std::nullopt;
  if (figure.sources.empty() || !Decimal::parse(figure.sources.front().written)) {
    return Interval{*figure.value, *figure.value};
  }
  const Exact half =
      half_unit(printed_decimals(figure.sources.front().written)) * figure.unit.factor;
  return Interval{*figure.value - half, *figure.value + half};
}

using Operands = std::vector<Interval>;

std::optional<Interval> combined(const Figure& figure, const Operands& of) {
  switch (figure.operation) {
    case Operation::sum_months:
    case Operation::sum_units:
    case Operation::sum_cells:
    case Operation::add: {
      Interval sum{Exact(0), Exact(0)};
      for (const Interval& part : of) sum = {sum.low + part.low, sum.high + part.high};
      return sum;
    }
    case Operation::mean_months: {
      Interval sum{Exact(0), Exact(0)};
      for (const Interval& part : of) sum = {sum.low + part.low, sum.high + part.high};
      const Exact n(static_cast<std::int64_t>(of.size()));
      return Interval{sum.low / n, sum.high / n};
    }
    case Operation::last_month:
    case Operation::same:
      return of.back();
    case Operation::negate:
      return Interval{-of[0].high, -of[0].low};
    case Operation::subtract:
      return Interval{of[0].low - of[1].high, of[0].high - of[1].low};
    case Operation::multiply:
      return spanned({of[0].low * of[1].low, of[0].low * of[1].high, of[0].high * of[1].low,
                      of[0].high * of[1].high});
    case Operation::divide:
      return quotient(of[0], of[1]);
    case Operation::change: {
      const auto ratio = quotient(magnitude(of[0]), magnitude(of[1]));
      if (!ratio) return std::nullopt;
      return Interval{ratio->low - Exact(1), ratio->high - Exact(1)};
    }
    case Operation::reported:
    case Operation::constant:
    case Operation::absent:
      break;
  }
  return std::nullopt;
}

bool mentions_line(const KnownFinding& finding, int line) {
  for (std::string_view part : split(finding.where, ';')) {
    if (trim(part) == std::to_string(line)) return true;
  }
  return false;
}

/// Whether `text` names `name` as a whole word: not as the start of a longer name.
bool names(const std::string& text, const std::string& name) {
  const auto at = text.find(name);
  if (at == std::string::npos) return false;
  const auto end = at + name.size();
  return end == text.size() || text[end] == ' ' || text[end] == ']';
}

/// A finding names a cell (`table:row.column`), a row (`table:row`), or just what was printed.
bool is_about(const KnownFinding& finding, const PublishedCell& cell) {
  if (!mentions_line(finding, cell.line)) return false;
  const std::string row = cell.table + ":" + cell.row;
  if (names(finding.how, row + "." + cell.column) || names(finding.how, row)) return true;
  const auto listed = Decimal::parse(finding.published);
  const auto printed = Decimal::parse(cell.printed);
  return listed && printed && listed->abs() == printed->abs() &&
         listed->scale() == printed->scale();
}

/// A finding accuses a printed cell when it is an error, or a missing value printed as a number.
const KnownFinding* accusation(const PublishedCell& cell,
                               const std::vector<KnownFinding>& findings) {
  for (const KnownFinding& finding : findings) {
    const bool accuses = finding.severity == "error" || finding.kind == "missing_as_zero";
    if (accuses && is_about(finding, cell)) return &finding;
  }
  return nullptr;
}

/// Whether rounding first to one, two or three more decimals and then again gives what was printed.
bool rounded_twice(Exact value, Decimal printed, int decimals) {
  for (int more = 1; more <= 3; ++more) {
    if (value.rounded(decimals + more).rounded(decimals) == printed) return true;
  }
  return false;
}

}  // namespace

std::optional<Interval> interval_of(const Figure& figure) {
  if (figure.operands.empty()) return leaf_interval(figure);
  Operands operands;
  operands.reserve(figure.operands.size());
  for (const FigurePtr& operand : figure.operands) {
    // A part that is not there yet (a partial sum) adds nothing to the value, so nothing here.
    if (!operand->value && figure.value) continue;
    const auto interval = interval_of(*operand);
    if (!interval) return std::nullopt;
    operands.push_back(*interval);
  }
  if (operands.empty()) return std::nullopt;
  return combined(figure, operands);
}

Judgement judge(const PublishedCell& cell, const FigurePtr& computed,
                const std::vector<KnownFinding>& findings) {
  Judgement result{cell, computed, {}, Verdict::unexplained, {}};
  const auto printed = Decimal::parse(cell.printed);
  const int decimals = printed_decimals(cell.printed);

  if (computed && computed->value) {
    const Exact value = *computed->value / cell.printed_unit;
    const Decimal rounded = value.rounded(decimals);
    result.computed_text = rounded.to_string();
    if (printed && rounded == *printed) {
      result.verdict = Verdict::equal;
      return result;
    }
    if (const auto interval = interval_of(*computed); interval && printed) {
      const Exact low = interval->low / cell.printed_unit;
      const Exact high = interval->high / cell.printed_unit;
      const Exact half = half_unit(decimals);
      if (low <= Exact(*printed) + half && Exact(*printed) - half <= high) {
        result.verdict = Verdict::rounding;
        result.reason = "possible given how the published inputs were rounded";
        return result;
      }
    }
    if (printed && rounded_twice(value, *printed, decimals)) {
      result.verdict = Verdict::rounding;
      result.reason = "printed after rounding twice";
      return result;
    }
  } else if (cell.printed.empty()) {
    result.verdict = Verdict::equal;
    return result;
  }

  if (const KnownFinding* finding = accusation(cell, findings)) {
    result.verdict = Verdict::published_error;
    result.reason = finding->note.empty() ? finding->kind : finding->note;
    return result;
  }
  result.reason = result.computed_text.empty()
                      ? "printed, but nothing can be computed from the published inputs"
                      : "differs by more than the rounding of the published inputs";
  return result;
}

ProofCount count(const std::vector<Judgement>& judgements) {
  ProofCount result;
  for (const Judgement& judgement : judgements) {
    ++result.derived;
    switch (judgement.verdict) {
      case Verdict::equal: ++result.equal; break;
      case Verdict::rounding: ++result.rounding; break;
      case Verdict::published_error: ++result.published_errors; break;
      case Verdict::unexplained: ++result.unexplained; break;
    }
  }
  return result;
}

}  // namespace redthread::audit
