// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

namespace redthread::sources {

/// How the text that PostgreSQL sends of a type becomes a delivery's.
enum class PostgresqlForm {
  text,      ///< as it is
  truth,     ///< `t`, `f`
  floating,  ///< may have an exponent, or be none
};

/// nullopt for types whose text is not exact (money, times with a zone), is no single value
/// (arrays, JSON), or is not known: they are cast in the query. `oid` is the type's number in
/// pg_type, which for built-in types never changes.
std::optional<PostgresqlForm> form_of_type(unsigned oid);

}  // namespace redthread::sources
