// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/document.hpp"
#include "report/pictures.hpp"
#include "report/press/press.hpp"

namespace redthread::report {

/// The pictures of a document's charts, the same bytes for the same chart. A chart that has nothing
/// to draw (see chart_option) gets none: its table stands for it. Cost: 20 ms each, and half a
/// second for the first. Errors: Press's.
Pictures draw_charts(const Document& document, Press& press);

}  // namespace redthread::report
