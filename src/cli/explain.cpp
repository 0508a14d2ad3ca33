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

std::string operation_words(const Figure& figure, Language language) {
  switch (figure.operation) {
    case Operation::reported:
      return {};
    case Operation::sum_months:
      return said(language, "summan av kortare perioder", "sum of shorter periods");
    case Operation::last_month:
      return said(language, "periodens sista månad", "the period's last month");
    case Operation::mean_months:
      return said(language, "medel av månaderna", "mean of the months");
    case Operation::sum_units:
      return said(language, "summan av enheterna", "sum of the units");
    case Operation::sum_cells:
      return said(language, "summan av delarna", "sum of the parts");
    case Operation::constant:
      return said(language, "ett tal i formeln", "a number in the formula");
    case Operation::negate:
      return said(language, "ombytt tecken", "sign changed");
    case Operation::add:
      return said(language, "summa", "sum");
    case Operation::subtract:
      return said(language, "första minus andra", "first minus second");
    case Operation::multiply:
      return said(language, "produkt", "product");
    case Operation::divide:
      return said(language, "första delat med andra", "first divided by second");
    case Operation::change:
      return said(language, "förändring: (|första| − |andra|) / |andra|",
                  "change: (|first| − |second|) / |second|");
    case Operation::same:
      return said(language, "samma tal", "the same figure");
    case Operation::absent:
      return said(language, "inget är levererat", "nothing was delivered");
  }
  return {};
}

void print_source(std::ostream& out, const std::string& margin, const SourceRow& source,
                  const app::Session& session, Language language) {
  out << margin << "  ";
  if (const Delivery* delivery = session.delivery(source.delivery)) {
    out << delivery->file << ':' << source.line << "  " << said(language, "skrivet", "written")
        << " \"" << source.written << "\"\n"
        << margin << "  sha256 " << delivery->sha256 << "  "
        << said(language, "leverans ", "delivery ") << delivery->id << ", " << delivery->rows
        << said(language, " rader, inläst ", " rows, loaded ") << delivery->loaded_at
        << said(language, " av ", " by ") << delivery->loaded_by << '\n';
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
  if (figure->state == State::partial) {
    out << margin << "  (" << figure->parts_present << said(language, " av ", " of ")
        << figure->parts_expected << said(language, " delar finns", " parts are in") << ")\n";
  }
  const std::string words = operation_words(*figure, language);
  if (!words.empty()) {
    out << margin << "  = " << words;
    const bool by_formula = figure->operation != Operation::reported && !figure->definition.empty();
    if (by_formula) out << ": " << figure->definition << " (v" << figure->definition_version << ')';
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
  const StatementColumn* column = standard_column(figure.address.column);
  const bool compares = column && column->rule.kind != ColumnRule::Kind::value;
  words +=
      compares ? column->title.in(language) : std::string(scenario_name(figure.scenario, language));
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
