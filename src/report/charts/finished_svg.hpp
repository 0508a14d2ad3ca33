// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace redthread::report {

/// ECharts' SVG made fit for every format and for every reader: role `img` with `<title>` and
/// `<desc>` (which ECharts does not write), no style sheet, class or style attribute (a page's
/// content security policy forbids them), no counter that depends on what was drawn before, nothing
/// that is not painted, and baselines as numbers (Typst and Word know no `dominant-baseline`).
/// `key` makes the ids in it unique in a page: letters and digits. Asserts that `svg` is XML.
std::string finished_svg(std::string_view svg, std::string_view key, std::string_view title,
                         std::string_view description);

}  // namespace redthread::report
