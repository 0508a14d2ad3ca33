// SPDX-License-Identifier: Apache-2.0
#include "sources/postgresql_types.hpp"

namespace redthread::sources {

std::optional<PostgresqlForm> form_of_type(unsigned oid) {
  switch (oid) {
    case 16:  // boolean
      return PostgresqlForm::truth;
    case 700:  // real
    case 701:  // double precision
      return PostgresqlForm::floating;
    case 18:    // "char"
    case 19:    // name
    case 20:    // bigint
    case 21:    // smallint
    case 23:    // integer
    case 25:    // text
    case 26:    // oid
    case 705:   // a text in the query itself
    case 1042:  // character(n)
    case 1043:  // character varying
    case 1082:  // date
    case 1114:  // timestamp
    case 1700:  // numeric
    case 2950:  // uuid
      return PostgresqlForm::text;
    default:
      return std::nullopt;
  }
}

}  // namespace redthread::sources
