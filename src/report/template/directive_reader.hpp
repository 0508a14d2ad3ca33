// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>

#include "report/template/source_text.hpp"
#include "report/template/template_state.hpp"

namespace redthread::report {

/// Reads one directive.
struct ReadDirective {
  std::optional<Directive> directive;  ///< nullopt after an error
  std::size_t end = 0;                 ///< where the text goes on
};

/// An inline directive; its brace is at `begin`. It may run over line ends, not over a blank line.
ReadDirective read_inline_directive(SourceText& source, std::size_t begin);
/// A block directive; its `::` is at `begin`, its line ends before `end`.
ReadDirective read_block_directive(SourceText& source, std::size_t begin, std::size_t end);

}  // namespace redthread::report
