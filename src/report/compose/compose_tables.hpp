// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/language.hpp"
#include "base/period.hpp"
#include "model/delivery.hpp"
#include "model/document.hpp"
#include "model/plan.hpp"
#include "model/results.hpp"

namespace redthread::report {

/// Answers -> tables: one function a kind. Ids, titles from the template and notes of the
/// template are put on by `compose`.

Table statement_table(const StatementTable& statement, Language language);
/// `period` is the report's; a row that was measured over another span says so.
Table scorecard_table(const Scorecard& scorecard, Period period, Language language);
Table goals_table(const std::vector<GoalAttainment>& goals, Language language);
/// Without `with_rounding`, those that rounding explains are only counted, in a note.
Table findings_table(const std::vector<Finding>& findings, bool with_rounding, Language language);
Table activities_table(const std::vector<Activity>& activities, Language language);
/// `Av 23 aktiviteter är 4 klara, 15 enligt plan och 4 försenade.` Empty when there are none.
std::string activities_summary(const std::vector<Activity>& activities, Language language);
/// Each file, its rows and fingerprint; of more than 60 files the folders, each with the
/// fingerprint of `sha256sum FOLDER/*`.
Table deliveries_table(const std::vector<Delivery>& deliveries, Language language);

/// Parts that tables are put together of.
Table::Cell text_cell(std::string text, Table::Fill fill = Table::Fill::none);
Table::Cell row_head(std::string text);
Table::HeaderCell column_head(std::string text);
Table::Row spanning_row(std::string text, int columns, Table::Row::Style style);
Table::Fill fill_of(Status status);

}  // namespace redthread::report
