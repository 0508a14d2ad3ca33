// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "report/template/source_text.hpp"
#include "report/template/template_state.hpp"

namespace redthread::report {

/// Reads what stands between two `+++` lines at the top: `title = "…"`, `subtitle`, `unit`.
/// Fills `state`; returns where the text after it begins.
std::size_t read_front_matter(SourceText& source, Template::State& state);

}  // namespace redthread::report
