// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/catalog.hpp"
#include "model/document.hpp"
#include "report/template.hpp"

namespace redthread::report {

/// A small but complete report for tests: a catalog, a template that uses every directive, and
/// answers built by hand (`report` knows no evaluator). The figures are made up.

const Catalog& sample_catalog();
ReportTemplate sample_template();
/// Answers to whatever `parsed` asks for.
Content sample_content(const Template& parsed);
/// A chart of every kind, with values missing; bars also upright.
std::vector<Chart> sample_charts();
/// A chart of one column, in mnkr with one decimal; an empty value is missing.
Chart sample_chart(Chart::Kind kind, const std::vector<std::string>& categories,
                   const std::vector<std::string>& values);
/// All of it composed, and the charts at the end.
Document sample_document();

/// A reported figure in kronor or the like: `value` is what stands in the file, `in_base` how many
/// base units one of it is.
FigurePtr sample_figure(std::string subject, std::string label, std::string column,
                        std::string_view value, const NumberFormat& format,
                        State state = State::present, LocalText state_note = {});

}  // namespace redthread::report
