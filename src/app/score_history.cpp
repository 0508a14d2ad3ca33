// SPDX-License-Identifier: Apache-2.0
#include "app/score_history.hpp"

#include <algorithm>
#include <array>

#include "figures/dense_scores.hpp"

namespace redthread::app {
namespace {

constexpr std::array marks = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

/// The mark of a value between two others.
std::size_t height(const Exact& value, const Exact& least, const Exact& greatest) {
  if (!(least < greatest)) return marks.size() / 2;
  const double share = ((value - least) / (greatest - least)).to_double();
  return std::min(marks.size() - 1, static_cast<std::size_t>(share * marks.size()));
}

}  // namespace

std::vector<ScoreHistory> score_histories(Session& session,
                                          const std::vector<std::string>& indicators,
                                          const Place& place, int months) {
  const Catalog& catalog = session.catalog();
  const Period span(place.period.last().plus(1 - months), place.period.last());
  std::vector<figures::DenseScore> scores(indicators.size() * static_cast<std::size_t>(months));
  std::optional<figures::DenseScores> dense;
  if (place.view == OrganisationView{}) {
    dense.emplace(catalog, session.cube(), indicators);
    dense->fill({place.unit}, span, scores);
  }
  figures::Evaluator& evaluator = session.evaluator(place.view);
  std::vector<ScoreHistory> histories;
  auto score = scores.begin();
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    ScoreHistory history{.indicator = indicators[i]};
    for (const Month month : span.each_month()) {
      const figures::DenseScore& plain = *score++;
      MonthlyScore each{.month = month};
      if (plain.is_decided) {
        each.value = dense->value(i, plain);
        each.status = plain.status;
      } else {
        const ScorecardRow row =
            evaluator.score(*catalog.indicator(indicators[i]), place.unit, Period::month(month));
        each.value = row.outcome->value;
        each.status = row.status;
      }
      history.months.push_back(each);
    }
    histories.push_back(std::move(history));
  }
  return histories;
}

std::string sparkline(const ScoreHistory& history) {
  std::optional<Exact> least;
  std::optional<Exact> greatest;
  for (const MonthlyScore& each : history.months) {
    if (!each.value) continue;
    if (!least || *each.value < *least) least = each.value;
    if (!greatest || *greatest < *each.value) greatest = each.value;
  }
  std::string line;
  for (const MonthlyScore& each : history.months) {
    line += each.value ? marks.at(height(*each.value, *least, *greatest)) : "·";
  }
  return line;
}

}  // namespace redthread::app
