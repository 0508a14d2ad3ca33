// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace redthread::report {

/// The longest text that a cell of a workbook can hold, in UTF-16 units as Excel counts.
inline constexpr std::size_t longest_cell = 32'767;

/// Writes a workbook of one sheet with every cell as text, so that Excel changes none of them, and
/// the first row as its header. A cell longer than `longest_cell` must not be among them
/// (asserted). The same rows give the same bytes. Throws Error `report.workbook`.
void write_text_workbook(const std::string& path, const std::string& sheet,
                         const std::vector<std::vector<std::string>>& rows);

/// How long a text is as `longest_cell` counts, with what must be escaped.
std::size_t cell_length(const std::string& text);

}  // namespace redthread::report
