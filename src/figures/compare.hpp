// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "model/figure.hpp"

namespace redthread::figures {

/// Two figures side by side. Source of the rules: METHODS.md, "Sign and comparison".

/// `format` as a difference is shown: with its sign, percent as percentage points.
NumberFormat as_difference(NumberFormat format);
/// `format` as a change on magnitudes is shown: percent with its sign.
NumberFormat as_change(const NumberFormat& format);

/// left - right. `changed_since`: a change of method between the two, which makes them not
/// comparable; so does a method that either side says has changed, when they cover other months.
/// Fills value, state, operation, operands, unit and format of `result`.
void compare_difference(Figure& result, const FigurePtr& left, const FigurePtr& right,
                        std::optional<Month> changed_since);

/// (|left| - |right|) / |right|; for percentages left - right in percentage points. Missing when
/// `right` is zero or of the other sign.
void compare_change(Figure& result, const FigurePtr& left, const FigurePtr& right,
                    std::optional<Month> changed_since);

}  // namespace redthread::figures
