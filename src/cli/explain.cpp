// SPDX-License-Identifier: Apache-2.0
#include "cli/explain.hpp"

#include <ostream>
#include <string>

#include "base/period.hpp"
#include "model/catalog.hpp"

namespace redthread::cli {
namespace {

const char* said(Language language, const char* swedish, const char* english) {
  return language == Language::english ? english : swedish;
}

void print_source(std::ostream& out, const std::string& margin, const SourceRow& source,
                  const app::Session& session, Language language) {
  out << margin << "  ";
  if (const Delivery* delivery = session.delivery(source.delivery)) {
    out << delivery->file;
    if (source.line > 0) {
      out << ':' << source.line << "  " << said(language, "skrivet", "written") << " \""
          << source.written << '"';
    }
    out << '\n'
        << margin << "  sha256 " << delivery->sha256 << "  "
        << said(language, "leverans ", "delivery ") << delivery->id << ", " << delivery->rows
        << said(language, " rader, inläst ", " rows, loaded ") << delivery->loaded_at
        << said(language, " av ", " by ") << delivery->loaded_by << '\n';
    if (const sources::Provenance* fetched = session.fetched(*delivery)) {
      out << margin << "  " << said(language, "hämtad ur ", "fetched from ") << fetched->source
          << said(language, " med frågan ", " by the query ") << fetched->sql_sha256.substr(0, 12)
          << ", " << fetched->fetched_at << said(language, " av ", " by ") << fetched->fetched_by
          << '\n';
    }
  } else {
    out << said(language, "rad ", "line ") << source.line << '\n';
  }
  if (!source.note.empty()) out << margin << "  " << source.note << '\n';
}

void print_node(std::ostream& out, const FigurePtr& figure, const app::Session& session,
                Language language, const std::string& branch, const std::string& margin) {
  out << branch << figure->text(language) << "  " << describe(*figure, language) << '\n';
  const std::string note = figure->state_note.in(language);
  if (!note.empty()) out << margin << "  (" << note << ")\n";
  if (figure->interval) {
    out << margin << "  " << said(language, "intervall ", "interval ")
        << interval_text(*figure, language) << '\n';
  }
  if (figure->state == State::partial) {
    out << margin << "  (" << figure->parts_present << said(language, " av ", " of ")
        << figure->parts_expected << said(language, " delar finns", " parts are in") << ")\n";
  }
  if (figure->operation != Operation::reported) {
    out << margin << "  = " << operation_name(figure->operation, language);
    if (!figure->definition.empty())
      out << ": " << figure->definition << " (v" << figure->definition_version << ')';
    out << '\n';
  }
  for (const SourceRow& source : figure->sources) {
    print_source(out, margin, source, session, language);
  }
  for (std::size_t i = 0; i < figure->operands.size(); ++i) {
    const bool last = i + 1 == figure->operands.size();
    print_node(out, figure->operands[i], session, language, margin + (last ? "└─ " : "├─ "),
               margin + (last ? "   " : "│  "));
  }
}

}  // namespace

std::string describe(const Figure& figure, Language language) {
  std::string words = figure.label.in(language);
  if (words.empty()) words = figure.address.subject;
  if (figure.operation == Operation::constant) return words;
  words += ", ";
  const StatementColumn* column = standard_column(column_key(figure.address));
  const bool compares = column && column->rule.kind != ColumnRule::Kind::value;
  words += compares ? column->title.in(language) : scenario_text(figure, language);
  words += ", " + period_short_name(figure.period, language);
  if (!figure.address.unit.empty()) words += ", " + figure.address.unit;
  return words;
}

void print_thread(std::ostream& out, const FigurePtr& figure, const app::Session& session,
                  Language language) {
  out << figure->id << '\n';
  print_node(out, figure, session, language, "", "");
  const std::string explanation = figure->explanation.in(language);
  if (!explanation.empty()) out << '\n' << explanation << '\n';
}

}  // namespace redthread::cli
