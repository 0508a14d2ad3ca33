// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/period.hpp"
#include "model/query_source.hpp"

namespace redthread::sources {

/// What a query may ask for: the first and the last day of the months, or their name.
enum class Parameter { from, to, period };

/// `2024-03-01`, `2024-03-31`, `2024-03`.
std::string parameter_text(Parameter parameter, Period months);

/// A query that reads, as far as its text tells, with the places of its parameters.
struct QueryText {
  struct Use {
    Parameter parameter = Parameter::from;
    std::size_t begin = 0;  ///< of the colon, in `text`
    std::size_t end = 0;
  };
  std::string text;  ///< SourceQuery::sql up to its last semicolon
  std::vector<Use> uses;

  /// The text with `$1`, `$2` ... for the parameters, each use its own.
  std::string numbered() const;
  /// Where a byte of `numbered` is in `text`.
  std::size_t offset_of_numbered(std::size_t offset) const;
};

/// Reads a query's text. nullopt with diagnostics `sources.parameter` (an unknown one, or no month
/// is asked for) or `sources.not_read_only` (no SELECT, WITH or VALUES; more than one statement).
/// Texts, quoted names and comments are passed over. That a query does not write is the engine's
/// to see to.
std::optional<QueryText> read_query_text(const SourceQuery& query, Diagnostics& diagnostics);

/// An error at a place in a query, shown in its catalog file; npos = the query as a whole.
void tell_at(const SourceQuery& query, std::size_t offset, const char* code,
             const std::string& message, const std::string& hint, Diagnostics& diagnostics);

}  // namespace redthread::sources
