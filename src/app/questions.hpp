// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "base/diagnostics.hpp"
#include "base/period.hpp"
#include "model/figure.hpp"
#include "model/results.hpp"

namespace redthread::app {

/// Questions as people put them, with names as text. What does not exist is a diagnostic with the
/// nearest name; the place is the option it was written in.

/// The unit and period that a question is about, and the organisation that it is seen in.
struct Place {
  int unit = -1;
  Period period;
  OrganisationView view;
};
/// A place as it is written. `unit` empty = the region's own; `period` as `Period::parse` reads it;
/// `view` as `OrganisationView::parse` does, empty = as it was.
struct WrittenPlace {
  std::string unit;
  std::string period;
  std::string view;
};
std::optional<Place> find_place(const Session& session, const WrittenPlace& written,
                                Diagnostics& diagnostics);
/// The period alone; nullopt with a diagnostic when it is none.
std::optional<Period> find_period(const std::string& period, Diagnostics& diagnostics);
/// The view alone; nullopt with a diagnostic when it is none.
std::optional<OrganisationView> find_view(const std::string& view, Diagnostics& diagnostics);

/// A figure by measure or indicator key, by `statement/row`, or by a formula over measures (which
/// is what the subject of any figure's address is), seen through one column.
struct FigureQuestion {
  std::string key;
  /// A standard column, one of the statement's, or `statement:column`; empty = `period`.
  std::string column;
};
/// nullptr with diagnostics when a name is unknown.
FigurePtr find_figure(Session& session, const FigureQuestion& question, const Place& place,
                      Diagnostics& diagnostics);

/// The head of the column that a found figure was seen through: `Budget jan–apr 2024`.
LocalText column_title(const Session& session, const FigureQuestion& question, Period period);

/// The columns that `--compare budget,previous,forecast,r12` asks for, the plain outcome first.
/// Empty with diagnostics when a word is unknown.
std::vector<std::string> compared_columns(const std::string& compare, Diagnostics& diagnostics);

std::optional<StatementTable> find_statement(Session& session, const std::string& key,
                                             const Place& place, Diagnostics& diagnostics);

/// The scorecard of a goal (its indicators in catalog order), or of all indicators when empty.
std::optional<Scorecard> find_scorecard(Session& session, const std::string& goal,
                                        const Place& place, Diagnostics& diagnostics);

/// Indicators that hang on a goal or on a goal below it, in catalog order.
std::vector<std::string> indicators_of(const Catalog& catalog, const std::string& goal);

}  // namespace redthread::app
