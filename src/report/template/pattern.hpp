// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/language.hpp"
#include "base/period.hpp"
#include "report/template/source_text.hpp"
#include "report/template/template_state.hpp"

namespace redthread::report {

/// A pattern is a short text (a title, a note) in which `{period}`, `{period short}` and `{unit}`
/// stand for the report's period and unit; `\{` is a brace.

/// Says which braces of `pattern` are something else, at `range` in the source.
void check_pattern(SourceText& source, std::string_view pattern, Range range);
/// The text. What `check_pattern` would complain about stays as it is.
std::string fill_pattern(std::string_view pattern, Period period, std::string_view unit_name,
                         Language language);

}  // namespace redthread::report
