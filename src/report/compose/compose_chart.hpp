// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/language.hpp"
#include "base/period.hpp"
#include "model/document.hpp"
#include "model/results.hpp"
#include "report/template/template_state.hpp"

namespace redthread::report {

/// Answers -> charts, one function a kind of answer. Each chart comes with its table behind and a
/// description; ids and the template's own title and notes are put on by `compose`.

/// Bars, shares, heat and bridge: the asked rows and columns of a statement. In `shares` a bar is
/// a column and its parts are rows. A bridge goes from the total in the first column, by the rows
/// in the second, to the total in the third; a note says so when they do not add up to it.
Chart statement_chart(const StatementTable& statement, const ChartRequest& request,
                      Language language);
/// Bullet: outcome against target, an indicator a row, with its status.
Chart scorecard_chart(const Scorecard& scorecard, Period period, Language language);
/// Line and spark: `series` as in `Answer::series`, for `request.columns` of each key.
Chart series_chart(const std::vector<std::vector<FigurePtr>>& series, const ChartRequest& request,
                   Language language);

/// What a chart shows, in words and with its own numbers: its alternative text.
std::string chart_description(const Chart& chart, Language language);

}  // namespace redthread::report
