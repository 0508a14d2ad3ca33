// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message_code.hpp"

namespace redthread::app {

/// Codes of diagnostics on questions: what was asked for by name and does not exist.
namespace codes {
inline constexpr const char* bad_closing = "question.bad_closing";
inline constexpr const char* bad_format = "question.bad_format";
inline constexpr const char* bad_generation = "question.bad_generation";
inline constexpr const char* bad_period = "question.bad_period";
inline constexpr const char* bad_proof = "question.bad_proof";
inline constexpr const char* bad_view = "question.bad_view";
inline constexpr const char* bad_plan_change = "question.bad_plan_change";
inline constexpr const char* folder_not_empty = "question.folder_not_empty";
inline constexpr const char* open_months_closed = "question.open_months_closed";
inline constexpr const char* unknown_column = "question.unknown_column";
inline constexpr const char* unknown_comparison = "question.unknown_comparison";
inline constexpr const char* unknown_fact = "question.unknown_fact";
inline constexpr const char* unknown_goal = "question.unknown_goal";
inline constexpr const char* unknown_key = "question.unknown_key";
inline constexpr const char* unknown_report = "question.unknown_report";
inline constexpr const char* unknown_row = "question.unknown_row";
inline constexpr const char* unknown_statement = "question.unknown_statement";
inline constexpr const char* unknown_unit = "question.unknown_unit";
inline constexpr const char* bundle_changed = "report.bundle_changed";
inline constexpr const char* comments_missing = "report.comments_missing";
inline constexpr const char* not_asked = "report.not_asked";
inline constexpr const char* not_frozen = "report.not_frozen";
inline constexpr const char* not_opened = "report.not_opened";
inline constexpr const char* opened_already = "report.opened_already";
inline constexpr const char* plan_not_imported = "report.plan_not_imported";
}  // namespace codes

inline constexpr MessageCode app_messages[] = {
    {codes::bad_closing, "What was given as the last month to close is none, or is not over."},
    {codes::bad_format, "A report was asked for in a format that there is not."},
    {codes::bad_generation,
     "A region was to be made up that is too small, too large or of no time."},
    {codes::bad_period, "What was given as a period is not one."},
    {codes::bad_proof, "A row of proof/cells.csv names something that there is not."},
    {codes::bad_view, "What was given as a view of the organisation is not one."},
    {codes::bad_plan_change, "A change of the plan was not written as it must be."},
    {codes::folder_not_empty, "A new region was to be written into a folder that has content."},
    {codes::open_months_closed,
     "A delivery that was closed has months after those that were to be closed (a warning)."},
    {codes::unknown_column, "There is no such column."},
    {codes::unknown_comparison, "There is no such comparison."},
    {codes::unknown_fact, "There is no such fact."},
    {codes::unknown_goal, "There is no such goal."},
    {codes::unknown_key, "There is no such measure or indicator."},
    {codes::unknown_report, "There is no such report template."},
    {codes::unknown_row, "The statement has no such row."},
    {codes::unknown_statement, "There is no such statement."},
    {codes::unknown_unit, "There is no such organisational unit."},
};

/// Codes of diagnostics on a report's way to the board.
inline constexpr MessageCode workflow_messages[] = {
    {codes::bundle_changed, "A frozen report's files are not as they were frozen."},
    {codes::comments_missing, "A report waits for comments of units that were asked."},
    {codes::not_asked, "A unit that was not asked commented on a report."},
    {codes::not_frozen, "A version of a report has not been frozen, and has nothing to compare."},
    {codes::not_opened, "A report was not opened for the period."},
    {codes::opened_already, "A report is open already for the period."},
    {codes::plan_not_imported,
     "A report was opened before the plan's files were taken into the store."},
};

/// Codes of Error that app throws.
inline constexpr MessageCode app_errors[] = {
    {"report.gate",
     "A rendering does not show exactly the document's figures; nothing was written."},
};

}  // namespace redthread::app
