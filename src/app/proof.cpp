// SPDX-License-Identifier: Apache-2.0
#include "app/proof.hpp"

#include <filesystem>

#include "app/messages.hpp"
#include "base/csv.hpp"

namespace redthread::app {
namespace {

constexpr const char* cells_file = "proof/cells.csv";
constexpr const char* findings_file = "published/findings.csv";

std::string inside(const Session& session, const char* file) {
  return (std::filesystem::path(session.catalog().folder) / file).string();
}

/// A row by column name; empty for an optional column that the file does not have.
class Fields {
 public:
  Fields(const CsvTable& table, const CsvRow& row) : table_(table), row_(row) {}
  std::string operator[](const char* name) const {
    const auto column = table_.column(name);
    return column ? row_.fields[*column] : std::string();
  }
  Span span(const char* name) const { return table_.span(row_, table_.column(name).value_or(0)); }
  std::string excerpt() const { return excerpt_of(table_.source, row_.line); }

 private:
  const CsvTable& table_;
  const CsvRow& row_;
};

std::vector<audit::KnownFinding> read_findings(const Session& session, Diagnostics& diagnostics) {
  std::vector<audit::KnownFinding> findings;
  const auto table = read_csv_file(
      inside(session, findings_file), findings_file,
      {.required = {"where", "kind", "published", "recomputed", "how", "severity", "note"},
       .optional = {"report"}},
      diagnostics);
  if (!table) return findings;
  for (const CsvRow& row : table->rows) {
    const Fields field(*table, row);
    findings.push_back({field["where"], field["kind"], field["published"], field["recomputed"],
                        field["how"], field["severity"], field["note"]});
  }
  return findings;
}

void refuse(Diagnostics& diagnostics, const Fields& field, const char* column,
            const std::string& message, std::string hint = {}) {
  diagnostics.error(codes::bad_proof, field.span(column), message, std::move(hint)).excerpt =
      field.excerpt();
}

std::optional<audit::PublishedCell> read_cell(const Session& session, const Fields& field,
                                              Diagnostics& diagnostics) {
  const auto line = Decimal::parse(field["line"]);
  const auto unit = session.catalog().measure_units.find(field["printed_unit"]);
  if (!line || !line->as_integer_at(0)) {
    refuse(diagnostics, field, "line", "`" + field["line"] + "` is not a line number");
    return std::nullopt;
  }
  if (!unit) {
    refuse(diagnostics, field, "printed_unit",
           "unknown measure unit `" + field["printed_unit"] + "`",
           name_hint(field["printed_unit"], session.catalog().measure_units.names()));
    return std::nullopt;
  }
  return audit::PublishedCell{field["table"],   field["row"],
                              field["column"],  static_cast<int>(*line->as_integer_at(0)),
                              field["printed"], unit->factor};
}

FigurePtr computed_figure(Session& session, const Fields& field, Period period,
                          Diagnostics& diagnostics) {
  const Catalog& catalog = session.catalog();
  const Statement* statement = catalog.statement(field["statement"]);
  if (!statement) {
    refuse(diagnostics, field, "statement", "there is no statement `" + field["statement"] + "`");
    return nullptr;
  }
  const std::string code = field["unit"].empty() ? catalog.region.root_unit : field["unit"];
  const auto unit = catalog.organisation.index_of(code);
  if (!unit) {
    refuse(diagnostics, field, "unit", "there is no unit `" + code + "`");
    return nullptr;
  }
  FigurePtr figure = session.evaluator().cell(*statement, field["statement_row"],
                                              field["statement_column"], *unit, period);
  if (!figure) {
    refuse(diagnostics, field, "statement_row",
           "statement `" + statement->key + "` has no cell `" + field["statement_row"] + "`, `" +
               field["statement_column"] + "`");
  }
  return figure;
}

}  // namespace

std::optional<std::vector<audit::Judgement>> prove(Session& session, Diagnostics& diagnostics) {
  const auto table = read_csv_file(
      inside(session, cells_file), cells_file,
      {.required = {"table", "row", "column", "line", "printed", "printed_unit", "statement",
                    "statement_row", "statement_column", "unit", "period"},
       .optional = {}},
      diagnostics);
  const auto findings = read_findings(session, diagnostics);
  if (!table || diagnostics.has_errors()) return std::nullopt;

  std::vector<audit::Judgement> judgements;
  judgements.reserve(table->rows.size());
  for (const CsvRow& row : table->rows) {
    const Fields field(*table, row);
    const auto period = Period::parse(field["period"]);
    if (!period) {
      refuse(diagnostics, field, "period", "`" + field["period"] + "` is not a period");
      continue;
    }
    const auto cell = read_cell(session, field, diagnostics);
    const FigurePtr figure = computed_figure(session, field, *period, diagnostics);
    if (cell && figure) judgements.push_back(audit::judge(*cell, figure, findings));
  }
  if (diagnostics.has_errors()) return std::nullopt;
  return judgements;
}

}  // namespace redthread::app
