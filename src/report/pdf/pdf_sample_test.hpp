// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/document.hpp"
#include "report/pictures.hpp"
#include "report/press/press.hpp"

namespace redthread::report {

/// For tests of PDF: one helper for all of a suite, and documents made for it.
Press& test_press();
/// The sample report as PDF, made once.
const std::string& sample_pdf();
/// Text, figures and tables that are nothing but `text`, everywhere a document has text.
Document document_of(const std::string& text);
/// A table of so many rows and columns with a figure in every cell but the first of each row.
Table table_of_figures(std::size_t rows, std::size_t columns);
/// A chart of two rows, and a picture for it.
Chart sample_chart();
Pictures stand_in_pictures();

}  // namespace redthread::report
