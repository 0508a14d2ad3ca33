// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/declared.hpp"
#include "base/diagnostics.hpp"

namespace redthread::app {

/// What a person declares of a published file's tables.
struct AuditDeclarations {
  std::optional<audit::DecimalSign> decimal;
  std::vector<audit::DeclaredNames> names;
  std::vector<audit::DeclaredRelation> relations;
  std::vector<Span> places;  ///< one a relation: where it is declared
};

/// Reads the declarations beside a file: `rapport.pdf` -> `rapport.audit.toml`. None when there is
/// no such file. errors: `catalog.*` with places, as in all TOML that people write.
/// ```
/// decimal = "comma"              # or "point": where figures leave it open
/// [[table]]                      # what the columns are
/// number = 2                     # or sheet, or title; none of them: every table
/// label = "Post"
/// parent = "Del av"
/// [[column]]                     # a relation between columns
/// target = "Avvikelse"
/// is = "difference"              # sum, difference, change, share, ratio
/// of = ["Utfall", "Budget"]
/// [[row]]                        # a relation between rows: a sum
/// target = "Resultat"
/// sum = ["Intäkter"]
/// less = ["Kostnader"]
/// ```
AuditDeclarations read_audit_declarations(const std::string& path, Diagnostics& diagnostics);

}  // namespace redthread::app
