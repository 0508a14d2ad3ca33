// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/pdf/typst_source.hpp"

namespace redthread::report {

/// What Typst cannot do: the cells of each table that head their row become TH with Scope Row, and
/// the order of tabs follows the structure. All else stays, byte by byte.
///   in: a PDF of Typst's, and the row headers of its tables in order
///   errors: asserts that the tables are the ones that are described; bytes that are no PDF are
///           Error `pdf.damaged`
std::string finish_pdf(std::string_view pdf, const std::vector<RowHeaders>& tables);

}  // namespace redthread::report
