// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/check.hpp"
#include "app/close.hpp"
#include "app/fetch.hpp"
#include "app/generate.hpp"
#include "app/report.hpp"
#include "app/rows.hpp"
#include "app/score_history.hpp"
#include "app/session.hpp"
#include "audit/proof.hpp"
#include "base/diagnostics.hpp"
#include "model/results.hpp"

namespace redthread::app {

/// Results as JSON text, one object, no line breaks: what `--json` prints (and the API answers).
/// Exact numbers are strings; `text` is the number as it is shown; an absent value is null.

std::string to_json(const Diagnostics& diagnostics);
std::string to_json(const CheckResult& result);
std::string to_json(const GeneratedRegion& region);
/// A figure without its thread.
std::string to_json(const Figure& figure, Language language);
std::string to_json(const std::vector<FigurePtr>& figures, Language language);
/// A figure with its whole thread: operands within operands, sources with file, hash and line.
std::string thread_to_json(const FigurePtr& figure, const Session& session, Language language);
/// The same with what it is compared with, as `comparisons`.
std::string thread_to_json(const FigurePtr& figure, const std::vector<FigurePtr>& comparisons,
                           const Session& session, Language language);
std::string to_json(const StatementTable& table, Language language);
/// `histories`: of the scorecard's indicators, in its order; empty = none were asked for.
std::string to_json(const Scorecard& scorecard, const std::vector<ScoreHistory>& histories,
                    Language language);
std::string to_json(const std::vector<GoalAttainment>& goals, Language language);
std::string to_json(const std::vector<Finding>& findings, Language language);
std::string to_json(const std::vector<Delivery>& deliveries);
/// The same with what is owed and what was fetched:
/// `{"deliveries":[...],"owed":[...],"fetched":[...]}`.
std::string to_json(const std::vector<Delivery>& deliveries, const std::vector<OwedDelivery>& owed,
                    const std::vector<FetchedDelivery>& fetched);
std::string_view to_string(OwedDelivery::State state);  ///< `in`, `late`, `awaited`, `overdue`
/// `{"fetched":[...]}`
std::string to_json(const std::vector<sources::FetchedFile>& files);
/// `{"closed":[...]}`
std::string to_json(const std::vector<ClosedFact>& facts);
std::string to_json(const std::vector<QuarantinedRow>& rows);
std::string to_json(const ReportOutcome& outcome);
/// Queries with the measures that they count: as many as questions.
std::string sql_to_json(const Catalog& catalog, const std::vector<RowsQuestion>& questions,
                        const std::vector<std::string>& queries);
/// Rows with their deliveries and lines: as many lists as questions.
std::string rows_to_json(const Session& session, const std::vector<RowsQuestion>& questions,
                         const std::vector<RowList>& lists);
std::string to_json(const std::vector<Look>& looks);
/// The counts, and every judgement that is not `equal`.
std::string to_json(const std::vector<audit::Judgement>& judgements);
/// An error that stopped the command: `{"error":{"code":…,"message":…,"context":[…]}}`.
std::string error_to_json(const std::string& code, const std::string& message,
                          const std::vector<std::string>& context);

}  // namespace redthread::app
