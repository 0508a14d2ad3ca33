// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "audit/findings.hpp"
#include "base/diagnostics.hpp"

namespace redthread::app {

/// The tables that were read, and what was found in them.
struct AuditOutcome {
  std::vector<audit::PrintedTable> tables;
  audit::AuditResult result;

  int count(audit::FindingSeverity severity) const;
};

/// Audits published tables (granska): reads each file and judges all of them together, so that the
/// same quantity in two files is compared.
/// in: CSV with a header line and decimal points, or Excel, Word, HTML, PDF with text, by their
/// extensions; `names` holds for every file that has them.
/// errors: what cannot be read is a diagnostic with its place (`csv.*`, `file.*`, `document.*`);
/// the other files go on. A name in `names` that no file has is `question.unknown_column`.
AuditOutcome audit_files(const std::vector<std::string>& paths, const audit::ColumnNames& names,
                         Diagnostics& diagnostics);

/// `{"errors":…,"explainable":…,"rounding":…,"findings":[…],"rules":[…],"diagnostics":[…]}`, one
/// object a finding.
std::string to_json(const AuditOutcome& outcome, const Diagnostics& diagnostics);

}  // namespace redthread::app
