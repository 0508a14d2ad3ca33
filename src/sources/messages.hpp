// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message_code.hpp"

namespace redthread::sources {

/// Diagnostics from fetch and check_queries.
inline constexpr MessageCode sources_messages[] = {
    {"sources.cell",
     "A field that a query gives cannot stand in a delivery: bytes, text that is not UTF-8, "
     "control characters, a number that is none, or too long a text."},
    {"sources.closed_month", "What a query gives for a closed month is not what was closed."},
    {"sources.column_missing", "A query does not give a column that its fact needs."},
    {"sources.column_twice", "A query gives two columns with the same name."},
    {"sources.column_type",
     "A query gives a column of a type whose text is not exact, or unknown."},
    {"sources.connection",
     "The environment variable with the connection is not set, or is not a connection."},
    {"sources.database", "A SQLite file is not there, cannot be read or is no database."},
    {"sources.future_month", "A month that has not begun was to be fetched."},
    {"sources.no_sources", "The region has no sources to fetch from."},
    {"sources.not_fetched",
     "A file that a query would write is there already, and was not fetched from that source."},
    {"sources.not_read_only", "A query writes, or is no query."},
    {"sources.parameter",
     "A query has a parameter that there is not, or does not ask for the month."},
    {"sources.query_failed", "The engine refuses a query, or cannot answer it."},
    {"sources.span", "The months that were asked for are not whole deliveries of a fact."},
    {"sources.timeout", "A query took longer than its source allows."},
    {"sources.unknown_column", "A query for reported values gives a column that they cannot have."},
    {"sources.unknown_source", "There is no such source."},
};

/// Codes of Error that sources throws.
inline constexpr MessageCode sources_errors[] = {
    {"sources.locked", "Another fetch into the region is running."},
    {"sources.lost", "The connection to a database broke while a query ran."},
    {"sources.unreachable", "A database server cannot be reached, or lets nobody in."},
};

}  // namespace redthread::sources
