// SPDX-License-Identifier: Apache-2.0
#include "audit/proof.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "model/interval.hpp"

namespace redthread::audit {
namespace {

bool mentions_line(const KnownFinding& finding, int line) {
  const auto lines = split(finding.where, ';');
  return std::any_of(lines.begin(), lines.end(),
                     [&](std::string_view each) { return trim(each) == std::to_string(line); });
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

Judgement judge(const PublishedCell& cell, const FigurePtr& computed,
                const std::vector<KnownFinding>& findings) {
  Judgement result{cell, computed, {}, Verdict::unexplained, {}};
  const auto printed = Decimal::parse(cell.printed);
  const int decimals = written_decimals(cell.printed);

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
      case Verdict::equal:
        ++result.equal;
        break;
      case Verdict::rounding:
        ++result.rounding;
        break;
      case Verdict::published_error:
        ++result.published_errors;
        break;
      case Verdict::unexplained:
        ++result.unexplained;
        break;
    }
  }
  return result;
}

}  // namespace redthread::audit
