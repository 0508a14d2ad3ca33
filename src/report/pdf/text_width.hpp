// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace redthread::report {

/// Between which widths a text lies that is set on one line in the PDF's semibold type, in
/// millimetres. In regular type it is at most as wide.
struct TextWidth {
  double least = 0;
  double most = 0;
};
/// `size` in points. Absent when the text has a character that is not Open Sans's or that nothing
/// is known of: emoji, letters from right to left, line ends.
std::optional<TextWidth> text_width(std::string_view text, double size);

}  // namespace redthread::report
