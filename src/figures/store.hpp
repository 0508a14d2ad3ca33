// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "model/catalog.hpp"
#include "model/figure.hpp"

namespace redthread::figures {

/// Every figure that was made, once, by its address: what makes threads a graph instead of copies.
class FigureStore {
 public:
  /// The catalog must outlive the store.
  FigureStore(const Catalog& catalog, const OrganisationView& view);

  const Catalog& catalog() const { return catalog_; }
  /// The catalog's organisation, or that restated to the view's day.
  const Organisation& organisation() const {
    return restated_ ? *restated_ : catalog_.organisation;
  }

  /// Where a figure stands that was asked for by a column.
  FigureAddress address(std::string subject, int unit, Period asked, std::string column) const;
  /// Where a figure stands that covers exactly `span`: an address that gives this figure when it
  /// is asked for. Whole years by the columns `year_...`, other spans by `period`.
  FigureAddress span_address(std::string subject, int unit, Period span, Scenario scenario,
                             int lag_months) const;

  /// nullptr when there is none.
  FigurePtr find(const std::string& id) const;
  /// Sets the id and keeps it; the figure that was kept first when the address is taken. The
  /// address of what rests on a version of a forecast tells it: `year_forecast:made_2024-04`.
  FigurePtr keep(Figure figure);
  std::size_t size() const { return by_id_.size() + by_format_.size(); }
  /// The same figure shown in another way.
  FigurePtr shown(const FigurePtr& figure, const NumberFormat& wanted);

 private:
  const Catalog& catalog_;
  std::string view_;
  std::optional<Organisation> restated_;
  std::unordered_map<std::string, FigurePtr> by_id_;
  std::unordered_map<std::string, FigurePtr> by_format_;
};

}  // namespace redthread::figures
