// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "audit/rules.hpp"

namespace redthread::audit {

enum class FindingSeverity {
  error,        ///< no true values that round to what is printed could satisfy the rule
  explainable,  ///< contradicts the rule, but there is a usual reason that makes it no error
  rounding,     ///< possible by how the figures were rounded
};
std::string_view to_string(FindingSeverity severity);

/// What is wrong (or only rounded) at one printed cell.
struct TableFinding {
  CellRef cell;
  std::optional<CellRef> other;  ///< where the same is printed differently
  FindingSeverity severity = FindingSeverity::error;
  std::string expected;   ///< with the cell's own decimals; empty = nothing should stand there
  std::string rule;       ///< in Swedish
  std::string formula;    ///< with numbers
  std::string note;       ///< what it probably is, in Swedish; may be empty
  int followed = 0;       ///< how many cells follow the rule
  int broken = 0;         ///< ... and how many do not
  double confidence = 0;  ///< 0..1: (followed + 1) / (followed + broken + 2); 1 = declared
};

/// Cells that a satisfied sum with other figures than zero vouches for.
using VouchedCells = std::set<CellRef>;

/// A paragraph of a published file.
struct PublishedText {
  std::string file;
  std::string sheet;
  int page = 0;
  int line = 0;
  std::string text;
  DecimalSign decimal = DecimalSign::comma;
};

/// A number in running text that its table does not have.
struct TextFinding {
  std::size_t text = 0;  ///< which of the texts
  CellRef cell;          ///< the table's
  std::string label;     ///< the row's, as the table has it
  std::string printed;   ///< in the text, with its unit
  FindingSeverity severity = FindingSeverity::explainable;
  std::string expected;  ///< as the table has it
  std::string note;      ///< in Swedish
  double confidence = 0;
};

/// What an audit found: the findings, and the rules that were judged by.
struct AuditResult {
  std::vector<TableFinding> findings;  ///< by table, row, column, severity
  std::vector<TextFinding> texts;      ///< by text
  std::vector<Rule> rules;
  /// The smallest set of cells that must be wrong, as far as one can tell: with these corrected,
  /// every rule that was broken can hold.
  std::vector<CellRef> blamed;
};

/// Judges tables that belong together: finds rules, adds `declared` ones (which need no support),
/// and tells every cell that does not follow. Overflow of exact numbers leaves that relation out.
AuditResult audit_tables(const std::vector<PrintedTable>& tables, const RuleBook& declared = {});
/// What is compared beside the tables themselves.
struct AuditBeside {
  std::vector<PrintedTable> previous;  ///< last year's report
  std::vector<PublishedText> texts;
};
/// The same with what stands beside. A finding's `other` counts last year's tables after `tables`.
AuditResult audit_tables(const std::vector<PrintedTable>& tables, const RuleBook& declared,
                         const AuditBeside& beside);

/// The steps of audit_tables, each adding to `findings`.
///
/// Relations one by one, by exact intervals. Gives the relations that hold, as vouchers.
VouchedCells judge_relations(const std::vector<PrintedTable>& tables, const RuleBook& book,
                             std::vector<TableFinding>& findings, std::vector<CellRef>& blamed);
/// The same quantity in two tables: rows with the same key or label, columns with the same heading
/// or the same figures.
void compare_duplicates(const std::vector<PrintedTable>& tables, const VouchedCells& vouched,
                        std::vector<TableFinding>& findings);
/// The same quantity in last year's report, which are the tables from `previous` on: columns that
/// agree in most rows, or with one heading that names a year. Only this year's cells are accused.
/// A note says how far the two cover the same rows, and what the columns are called when they
/// differ (another span of time?).
void compare_previous(const std::vector<PrintedTable>& tables, std::size_t previous,
                      std::vector<TableFinding>& findings);
/// Numbers in running text against the tables: a number with a unit belongs to the nearest row's
/// label before it in its sentence. It is told when no cell of those rows has it, in any unit, and
/// one has it but for a digit, two digits that changed places, or a thousand times. What differs
/// otherwise is taken to be something else.
std::vector<TextFinding> compare_running_text(const std::vector<PrintedTable>& tables,
                                              const std::vector<PublishedText>& texts);
/// Zeros where the other figures of the row, and the other rows of the column (in all tables with
/// that heading), let one expect much more, and that no sum vouches for: a missing value.
void find_missing_as_zero(const std::vector<PrintedTable>& tables, const RuleBook& book,
                          const VouchedCells& vouched, std::vector<TableFinding>& findings);

/// `point` with the decimals of the printed cell.
std::string printed_like(const PrintedCell& cell, Exact point);

}  // namespace redthread::audit
