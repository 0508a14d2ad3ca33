// SPDX-License-Identifier: Apache-2.0
#include "figures/store.hpp"

#include <memory>
#include <utility>

#include <fmt/format.h>

#include "figures/spans.hpp"

namespace redthread::figures {
namespace {

/// `year_actual`, `year_budget` ... for whole years.
std::string year_column(Scenario scenario) { return fmt::format("year_{}", to_string(scenario)); }

/// `period`, `period_budget` ...
std::string period_column(Scenario scenario) {
  if (scenario == Scenario::actual) return "period";
  return fmt::format("period_{}", to_string(scenario));
}

}  // namespace

FigureStore::FigureStore(const Catalog& catalog, const OrganisationView& view)
    : catalog_(catalog), view_(view.to_string()) {
  if (view.restated_to) restated_ = catalog.organisation.restated_to(*view.restated_to);
}

FigureAddress FigureStore::address(std::string subject, int unit, Period asked,
                                   std::string column) const {
  return {.region = catalog_.region.key,
          .subject = std::move(subject),
          .unit = catalog_.organisation.code(unit),
          .period = asked,
          .view = view_,
          .column = std::move(column)};
}

FigureAddress FigureStore::span_address(std::string subject, int unit, Period span,
                                        Scenario scenario, int lag_months) const {
  if (is_calendar_year(span)) return address(std::move(subject), unit, span, year_column(scenario));
  if (const auto asked = asked_for(span, lag_months)) {
    return address(std::move(subject), unit, *asked, period_column(scenario));
  }
  // No question gives just these months; the word is no column, but the address stays unique.
  return address(std::move(subject), unit, span, "span_" + std::string(to_string(scenario)));
}

FigurePtr FigureStore::find(const std::string& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

FigurePtr FigureStore::keep(Figure figure) {
  std::string& column = figure.address.column;
  if (figure.made && column.find(version_word) == std::string::npos) {
    column.append(version_word).append(figure.made->to_string());
  }
  figure.id = to_string(figure.address);
  const auto [place, is_new] = by_id_.try_emplace(figure.id);
  if (is_new) place->second = std::make_shared<const Figure>(std::move(figure));
  return place->second;
}

namespace {

/// `number 0` says how many decimals to show, not in which unit: hours stay hours.
NumberFormat fitted(const NumberFormat& wanted, const NumberFormat& own) {
  const bool only_decimals = wanted.style == NumberFormat::Style::number &&
                             own.style == NumberFormat::Style::number &&
                             wanted.divisor == Exact(1) && wanted.suffix.empty();
  if (!only_decimals) return wanted;
  NumberFormat format = own;
  format.decimals = wanted.decimals;
  format.always_sign = wanted.always_sign;
  return format;
}

}  // namespace

FigurePtr FigureStore::shown(const FigurePtr& figure, const NumberFormat& wanted) {
  const NumberFormat format = fitted(wanted, figure->format);
  if (figure->format == format) return figure;
  const std::string key =
      fmt::format("{}|{}|{}|{}|{}|{}", figure->id, static_cast<int>(format.style), format.decimals,
                  format.divisor.to_string(), format.suffix, format.always_sign);
  const auto [place, is_new] = by_format_.try_emplace(key);
  if (is_new) {
    Figure copy = *figure;
    copy.format = format;
    place->second = std::make_shared<const Figure>(std::move(copy));
  }
  return place->second;
}

}  // namespace redthread::figures
