// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/template/directives.hpp"
#include "report/template/source_text.hpp"
#include "report/template/template_state.hpp"

namespace redthread::report {

/// Markdown (read by md4c) with placeholders -> nodes. What a report cannot show is told.
/// In a comment only paragraphs and lists are allowed.
void read_markdown(SourceText& source, const Scanned& scanned, bool is_comment,
                   Template::State& state);

}  // namespace redthread::report
