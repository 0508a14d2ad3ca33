// SPDX-License-Identifier: Apache-2.0
// Internal control as tables, compared whole: a plan with every state of everything.
#include "report/compose/compose_control.hpp"

#include <gtest/gtest.h>

#include "report/compose/control_words.hpp"

namespace redthread::report {
namespace {

std::string plain(const Runs& runs) {
  std::string text;
  for (const Run& run : runs) {
    const auto* part = std::get_if<TextRun>(&run);
    text += part ? part->text : " / ";
  }
  for (const std::string_view space : {"\u00A0", "\u2009"}) {
    for (std::size_t at = text.find(space); at != std::string::npos; at = text.find(space)) {
      text.replace(at, space.size(), " ");
    }
  }
  return text;
}

/// A table as lines: heads, rows with fills, notes.
std::string lines_of(const Table& table) {
  std::string all = table.caption + (table.summary.empty() ? "" : ": " + table.summary) + "\n";
  for (const auto& line : table.header) {
    for (const Table::HeaderCell& cell : line) all += "[" + plain(cell.runs) + "]";
    all += "\n";
  }
  for (const Table::Row& row : table.rows) {
    for (const Table::Cell& cell : row.cells) {
      if (&cell != row.cells.data()) all += " | ";
      all += plain(cell.runs);
      if (cell.fill != Table::Fill::none) all += " (" + std::string(to_string(cell.fill)) + ")";
    }
    all += "\n";
  }
  for (const std::string& note : table.notes) all += "* " + note + "\n";
  return all;
}

/// A 2 x 3 scale, one pair without a level; a risk on two goals, one mandatory, one not assessed.
InternalControl sample() {
  InternalControl control;
  RiskScale scale{.key = "s",
                  .name = "Skala",
                  .likelihood_name = "Sannolikhet",
                  .consequence_name = "Konsekvens",
                  .shows_value = true};
  scale.likelihood = {{1, "Liten", ""}, {2, "Stor", ""}};
  scale.consequence = {{1, "Mild", ""}, {2, "Svår", ""}, {3, "Mycket svår", ""}};
  scale.levels = {
      {"Låg", "○", "Följs", 1}, {"Medel", "◑", "Åtgärdas", 2}, {"Hög", "●", "Genast", 3}};
  scale.level_of = {{{1, 1}, 0}, {{1, 2}, 0}, {{1, 3}, 1}, {{2, 1}, 1}, {{2, 2}, 2}};
  control.scales.push_back(scale);
  PlannedRisk first{.key = "R1", .name = "Brist på läkare", .owner = "HR-chef", .scale = 0};
  first.size = PlannedRisk::Size{2, 2, "4", 2};
  PlannedRisk second{.key = "R2", .name = "Oegentligheter", .mandatory = true, .scale = 0};
  second.size = PlannedRisk::Size{1, 3, "3", 1};
  const PlannedRisk third{.key = "R3", .name = "Cyberangrepp"};
  control.risks = {first, second, third};
  control.groups = {{"God vård", {0, 2}}, {"Ekonomi i balans", {0, 1}}};
  control.controls = {
      {.key = "c1",
       .name = "Bemanning",
       .frequency = "Varje månad",
       .performer = "Controller",
       .risks = {0},
       .has_rule = true,
       .due = 4,
       .without_deviation = 2,
       .with_deviation = 1,
       .notes = {"2024-02-29: två luckor"}},
      {.key = "c2",
       .name = "Stickprov",
       .frequency = "Varje tertial",
       .risks = {1},
       .has_rule = true,
       .due = 1,
       .not_performed = 1},
      {.key = "c3",
       .name = "Behörigheter",
       .frequency = "Varje år",
       .risks = {2},
       .has_rule = true},
      {.key = "c4", .name = "Loggar", .frequency = "Löpande", .risks = {1, 2}},
      {.key = "c5",
       .name = "Moms",
       .frequency = "Varje tertial",
       .risks = {1},
       .has_rule = true,
       .due = 1,
       .without_deviation = 1},
  };
  control.mitigations = {
      {.key = "m1",
       .name = "Rekrytering",
       .owner = "HR-chef",
       .risks = {0},
       .starts = Date::parse("2024-01-01"),
       .ends = Date::parse("2024-12-31"),
       .status = "mostly_done",
       .effect = "uncertain"},
      {.key = "m2",
       .name = "Utbildning",
       .risks = {1, 2},
       .status = "not_as_planned",
       .effect = "not_expected"},
      {.key = "m3", .name = "Reservrutin", .risks = {2}},
      {.key = "m4", .name = "Attest", .risks = {1}, .status = "as_planned", .effect = "expected"},
      {.key = "m5", .name = "Ny rutin", .risks = {1}, .status = "not_started"},
  };
  return control;
}

TEST(ComposeControl, the_matrix_names_levels_in_words_and_risks_by_id) {
  EXPECT_EQ(lines_of(risk_matrix_table(sample(), Language::swedish)),
            "Riskmatris: Av 3 risker är 1 Hög, 1 Medel och 1 ej bedömda.\n"
            "[Sannolikhet][Konsekvens]\n"
            "[1 Mild][2 Svår][3 Mycket svår]\n"
            "2 Stor | ◑ Medel (yellow) | ● Hög / R1 (red) | –\n"
            "1 Liten | ○ Låg (green) | ○ Låg (green) | ◑ Medel / R2 (yellow)\n"
            "* – Skalan anger ingen nivå för rutan.\n"
            "* Ej bedömd: R3.\n");
}

TEST(ComposeControl, many_risks_of_a_cell_stand_on_several_lines) {
  InternalControl control = sample();
  control.risks.assign(7, control.risks[0]);
  EXPECT_NE(lines_of(risk_matrix_table(control, Language::swedish))
                .find("● Hög / R1, R1, R1, R1, / R1, R1, R1 (red)"),
            std::string::npos);
}

TEST(ComposeControl, levels_say_what_they_oblige_to) {
  EXPECT_EQ(lines_of(risk_levels_table(sample(), Language::swedish)),
            "Risknivåer\n"
            "[Nivå][Innebär][Antal risker]\n"
            "● Hög (red) | Genast | 1\n"
            "◑ Medel (yellow) | Åtgärdas | 1\n"
            "○ Låg (green) | Följs | 0\n");
}

TEST(ComposeControl, a_risk_stands_under_each_goal_and_not_assessed_is_no_number) {
  EXPECT_EQ(lines_of(risks_table(sample(), Language::swedish)),
            "Risker\n"
            "[Risk][S][K][Värde][Nivå][Ansvarig][Kontroller][Åtgärder]\n"
            "God vård\n"
            "R1 Brist på läkare ¹ | 2 | 2 | 4 | ● Hög (red) | HR-chef | Bemanning (Varje månad) | "
            "Rekrytering\n"
            "R3 Cyberangrepp | – | – | – | ej bedömd |  | Behörigheter (Varje år) / Loggar "
            "(Löpande) | Utbildning / Reservrutin\n"
            "Ekonomi i balans\n"
            "R1 Brist på läkare ¹ | 2 | 2 | 4 | ● Hög (red) | HR-chef | Bemanning (Varje månad) | "
            "Rekrytering\n"
            "R2 Oegentligheter ² | 1 | 3 | 3 | ◑ Medel (yellow) |  | Stickprov (Varje tertial) / "
            "Loggar (Löpande) / Moms (Varje tertial) | Utbildning / Attest / Ny rutin\n"
            "* ¹ Står på flera ställen och räknas en gång.\n"
            "* ² Obligatorisk risk.\n"
            "* S = Sannolikhet, K = Konsekvens.\n");
}

TEST(ComposeControl, a_controls_worst_result_comes_first) {
  EXPECT_EQ(lines_of(controls_table(sample(), false, Language::swedish)),
            "Kontroller\n"
            "[Kontroll][Risk][Ansvarig][Hur ofta][Planerade][Genomförda][Läge][Iakttagelser]\n"
            "Bemanning | R1 | Controller | Varje månad | 4 | 3 | ◐ 1 med avvikelse / ○ 1 utan "
            "resultat / ● 2 utan avvikelse (yellow) | 2024-02-29: två luckor\n"
            "Stickprov | R2 |  | Varje tertial | 1 | 0 | ■ 1 uteblev (red) | –\n"
            "Behörigheter | R3 |  | Varje år | 0 | 0 | – ej planerad | –\n"
            "Loggar | R2, R3 |  | Löpande | – | – | – inget redovisat | –\n"
            "Moms | R2 |  | Varje tertial | 1 | 1 | ● 1 utan avvikelse (green) | –\n");
  EXPECT_EQ(lines_of(controls_table(sample(), true, Language::swedish)),
            "Kontroller\n"
            "[Kontroll][Risk][Ansvarig][Hur ofta][Planerade]\n"
            "Bemanning | R1 | Controller | Varje månad | 4\n"
            "Stickprov | R2 |  | Varje tertial | 1\n"
            "Behörigheter | R3 |  | Varje år | 0\n"
            "Loggar | R2, R3 |  | Löpande | –\n"
            "Moms | R2 |  | Varje tertial | 1\n");
}

TEST(ComposeControl, status_and_effect_are_judged_apart) {
  EXPECT_EQ(lines_of(mitigations_table(sample(), false, Language::swedish)),
            "Åtgärder\n"
            "[Åtgärd][Risk][Ansvarig][Tid][Status][Effekt]\n"
            "Rekrytering | R1 | HR-chef | 2024-01-01–2024-12-31 | ◐ mest klar (yellow) | ◐ osäker "
            "effekt (yellow)\n"
            "Utbildning | R2, R3 |  | – | ■ ej enligt plan (red) | ■ ingen väntad effekt (red)\n"
            "Reservrutin | R3 |  | – | – ej angiven | – ej bedömd\n"
            "Attest | R2 |  | – | ● enligt plan (green) | ● väntad effekt (green)\n"
            "Ny rutin | R2 |  | – | ○ ej påbörjad | – ej bedömd\n");
  EXPECT_EQ(mitigations_table(sample(), true, Language::english).header[0].size(), 4U);
}

TEST(ComposeControl, a_plan_without_any_gives_tables_without_rows) {
  const InternalControl none;
  for (const Table& table :
       {risk_matrix_table(none, Language::swedish), risk_levels_table(none, Language::swedish),
        risks_table(none, Language::swedish), controls_table(none, false, Language::swedish),
        mitigations_table(none, false, Language::swedish)}) {
    EXPECT_TRUE(table.rows.empty()) << table.caption;
  }
}

}  // namespace
}  // namespace redthread::report
