// SPDX-License-Identifier: Apache-2.0
#include "app/views/series.hpp"

#include <nlohmann/json.hpp>

#include "app/json.hpp"
#include "base/error.hpp"

namespace redthread::app {
namespace {

using Json = nlohmann::ordered_json;

/// What a figure shows, seen through another column and over another period. Any figure's address
/// names it: the subject is a key or a formula.
class Seen {
 public:
  Seen(Session& session, const Figure& figure, const Place& place)
      : session_(session),
        subject_(figure.address.subject),
        unit_(session.catalog().organisation.index_of(figure.address.unit).value_or(place.unit)),
        view_(place.view) {}

  FigurePtr through(Period period, const char* column) const {
    Diagnostics sound;
    FigurePtr figure = find_figure(session_, {subject_, column}, {unit_, period, view_}, sound);
    REDTHREAD_ASSERT(figure != nullptr, "a figure's address gives a figure");
    return figure;
  }

 private:
  Session& session_;
  std::string subject_;
  int unit_;
  OrganisationView view_;
};

Json parsed(const FigurePtr& figure, Language language) {
  return has_value(figure->state) || figure->state == State::not_comparable
             ? Json::parse(to_json(*figure, language))
             : Json();
}

}  // namespace

std::optional<MonthlySeries> find_series(Session& session, const std::string& key,
                                         const Place& place, int months, Diagnostics& diagnostics) {
  REDTHREAD_ASSERT(months >= 1 && months <= 120, "a series has some months");
  const FigurePtr figure = find_figure(session, {key, ""}, place, diagnostics);
  if (!figure) return std::nullopt;
  const Seen seen(session, *figure, place);
  const Month last = place.period.last();
  MonthlySeries series;
  for (const Month month : Period(last.plus(1 - months), last).each_month()) {
    const Period period = Period::month(month);
    const auto through = [&](const char* column) { return seen.through(period, column); };
    series.points.push_back({month, through("month"), through("period_budget"),
                             through("period_forecast"), through("period_previous"),
                             through("r12")});
  }
  series.label = series.points.back().outcome->label;
  return series;
}

std::vector<FigurePtr> compared(Session& session, const std::string& key, const Place& place) {
  static constexpr const char* columns[] = {
      "ytd",           "ytd_budget",          "ytd_budget_deviation",    "ytd_budget_deviation_pct",
      "ytd_previous",  "ytd_previous_change", "ytd_previous_change_pct", "r12",
      "year_forecast", "year_budget",         "year_forecast_deviation", "previous_year"};
  Diagnostics unknown;
  std::vector<FigurePtr> figures;
  const FigurePtr figure = find_figure(session, {key, ""}, place, unknown);
  if (!figure) return figures;
  const Seen seen(session, *figure, place);
  for (const char* column : columns) {
    FigurePtr through = seen.through(place.period, column);
    const bool says_something =
        has_value(through->state) || through->state == State::not_comparable || figures.empty();
    if (says_something) figures.push_back(std::move(through));
  }
  return figures;
}

std::string to_json(const MonthlySeries& series, Language language) {
  Json points = Json::array();
  for (const MonthlySeries::Point& point : series.points) {
    points.push_back({{"month", point.month.to_string()},
                      {"text", period_short_name(Period::month(point.month), language)},
                      {"actual", parsed(point.outcome, language)},
                      {"budget", parsed(point.budget, language)},
                      {"forecast", parsed(point.forecast, language)},
                      {"previous", parsed(point.previous, language)},
                      {"r12", parsed(point.rolling, language)}});
  }
  return Json({{"name", series.label.in(language)}, {"months", std::move(points)}}).dump();
}

}  // namespace redthread::app
