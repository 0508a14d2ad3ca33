// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "audit/findings.hpp"
#include "base/diagnostics.hpp"

namespace redthread::app {

/// The tables that were read, and what was found in them.
struct AuditOutcome {
  std::vector<audit::PrintedTable> tables;  ///< last year's after `own`
  std::size_t own = 0;                      ///< how many of the tables are audited
  std::vector<audit::PublishedText> texts;
  audit::AuditResult result;

  int count(audit::FindingSeverity severity) const;
};

/// Audits published tables (granska): reads each file and judges all of them together, so that the
/// same quantity in two files is compared.
/// in: CSV with a header line and decimal points, or Excel, Word, HTML, PDF with text, by their
/// extensions; `names` holds for every file that has them.
/// errors: what cannot be read is a diagnostic with its place (`csv.*`, `file.*`, `document.*`);
/// the other files go on. A name in `names` that no file has is `question.unknown_column`.
/// Running text is compared with the tables, and the tables with those of `previous` (last year's
/// reports), when there are any.
AuditOutcome audit_files(const std::vector<std::string>& paths,
                         const std::vector<std::string>& previous, const audit::ColumnNames& names,
                         Diagnostics& diagnostics);

/// A finding as people read it, in a table, a workbook or a page.
struct AuditLine {
  std::string place;  ///< `rapport.pdf, sid. 3, tabell 2`
  std::string line;   ///< the row's number; empty = none
  std::string row;
  std::string column;
  std::string printed;
  std::string expected;  ///< empty: nothing should stand there
  std::string severity;  ///< in Swedish
  std::string confidence;
  std::string rule;  ///< with how many follow and break it
  std::string formula;
  std::string note;
};
AuditLine audit_line(const AuditOutcome& outcome, const audit::TableFinding& each);
AuditLine audit_line(const AuditOutcome& outcome, const audit::TextFinding& each);
/// The findings in the order of the files, then those of running text. Without `roundings`, what
/// rounding explains is left out.
std::vector<AuditLine> audit_lines(const AuditOutcome& outcome, bool roundings);

/// Writes the findings as a workbook. Throws Error `report.workbook`.
void write_audit_workbook(const std::string& path, const AuditOutcome& outcome);
/// A page that stands alone: a summary that can be pasted into a letter, the findings, and every
/// audited table with its wrong cells marked, the rule, the arithmetic and what it should be
/// beside.
std::string audit_page(const AuditOutcome& outcome);

/// `{"errors":…,"explainable":…,"rounding":…,"findings":[…],"rules":[…],"diagnostics":[…]}`, one
/// object a finding.
std::string to_json(const AuditOutcome& outcome, const Diagnostics& diagnostics);

}  // namespace redthread::app
