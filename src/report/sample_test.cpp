// SPDX-License-Identifier: Apache-2.0
#include "report/sample_test.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

namespace redthread::report {
namespace {

const Period tertial = Period::tertial(2024, 1);

const NumberFormat mnkr = *parse_number_format("mnkr 1");
const NumberFormat percent = *parse_number_format("percent 1");
const NumberFormat whole = *parse_number_format("number 0");
const NumberFormat clock_time = *parse_number_format("mm:ss");

Scenario scenario_of(std::string_view column) {
  if (column.ends_with("_budget")) return Scenario::budget;
  if (column.ends_with("_forecast")) return Scenario::forecast;
  if (column.ends_with("_target")) return Scenario::target;
  return Scenario::actual;
}

Period span_of(std::string_view column) {
  if (column.starts_with("year_")) return Period::year(2024);
  return column.ends_with("_previous") ? tertial.previous_year() : tertial;
}

std::shared_ptr<Figure> blank(std::string subject, std::string label, std::string column) {
  auto figure = std::make_shared<Figure>();
  figure->address = {"exempel", std::move(subject), "HSF", tertial, "as_was", std::move(column)};
  figure->id = to_string(figure->address);
  figure->label = {std::move(label), {}};
  figure->scenario = scenario_of(figure->address.column);
  figure->period = span_of(figure->address.column);
  return figure;
}

FigurePtr combined(Operation operation, std::string subject, std::string label, std::string column,
                   std::string definition, const NumberFormat& format,
                   std::vector<FigurePtr> operands) {
  auto figure = blank(std::move(subject), std::move(label), std::move(column));
  figure->operation = operation;
  figure->definition = std::move(definition);
  figure->format = format;
  figure->operands = std::move(operands);
  const auto missing = std::any_of(figure->operands.begin(), figure->operands.end(),
                                   [](const FigurePtr& operand) { return !operand->value; });
  if (missing) return figure;
  figure->state = State::present;
  for (const FigurePtr& operand : figure->operands) {
    if (operand->state == State::partial) {
      figure->state = State::partial;
      figure->state_note = operand->state_note;
      figure->parts_present = operand->parts_present;
      figure->parts_expected = operand->parts_expected;
    }
  }
  Exact value = *figure->operands[0]->value;
  for (std::size_t i = 1; i < figure->operands.size(); ++i) {
    const Exact next = *figure->operands[i]->value;
    if (operation == Operation::subtract) {
      value = value - next;
    } else if (operation == Operation::change) {
      value = (value.abs() - next.abs()) / next.abs();
    } else {
      value = value + next;
    }
  }
  figure->value = value;
  return figure;
}

struct Row {
  const char* key;
  const char* label;
  StatementRow::Style style;
  int indent;
  std::vector<const char*> values;  ///< ytd, budget, previous, year forecast; empty = missing
};

/// Outcome, budget, deviation, last year, change in percent and forecast.
std::vector<FigurePtr> columns_of(const std::string& subject, const std::string& label,
                                  const std::vector<FigurePtr>& base, const NumberFormat& format) {
  NumberFormat signed_format = format;
  signed_format.always_sign = true;
  NumberFormat signed_percent = percent;
  signed_percent.always_sign = true;
  return {base[0],
          base[1],
          combined(Operation::subtract, subject, label, "ytd_budget_deviation", "ytd - ytd_budget",
                   signed_format, {base[0], base[1]}),
          base[2],
          combined(Operation::change, subject, label, "ytd_previous_change_pct",
                   "change(ytd, ytd_previous)", signed_percent, {base[0], base[2]}),
          base[3]};
}

const std::vector<const char*> base_columns = {"ytd", "ytd_budget", "ytd_previous",
                                               "year_forecast"};

StatementTable table_head(std::string key, std::string title, std::string common_unit) {
  StatementTable table;
  table.key = std::move(key);
  table.title = {std::move(title), {}};
  table.common_unit = std::move(common_unit);
  table.columns = {{"ytd", {"Utfall jan–apr 2024", {}}},
                   {"ytd_budget", {"Budget jan–apr 2024", {}}},
                   {"ytd_budget_deviation", {"Avvikelse mot budget", {}}},
                   {"ytd_previous", {"Utfall jan–apr 2023", {}}},
                   {"ytd_previous_change_pct", {"Förändring %", {}}},
                   {"year_forecast", {"Prognos 2024", {}}}};
  return table;
}

StatementTable economy() {
  using enum StatementRow::Style;
  const std::vector<Row> rows = {
      {"grant", "Regionersättning", normal, 0, {"2871.4", "2871.4", "2745.9", "8614.2"}},
      {"fees",
       "Patientavgifter och övriga intäkter",
       normal,
       0,
       {"352.1", "340.0", "331.6", "1043.0"}},
      {"income", "Summa intäkter", total, 0, {}},
      {"", "Kostnader", heading, 0, {}},
      {"staff", "Personalkostnader", normal, 1, {"-1612.8", "-1575.0", "-1534.3", "-4794.0"}},
      {"hired", "varav inhyrd personal", of_which, 2, {"-141.9", "-99.6", "-152.2", ""}},
      {"drugs",
       "Läkemedel & <medicinska> gaser",
       normal,
       1,
       {"-498.6", "-471.2", "-462.8", "-1480.0"}},
      {"other", "Övriga kostnader", normal, 1, {"-1587.1", "-1214.5", "-1480.2", "-4371.2"}},
      {"cost", "Summa kostnader", total, 0, {}},
      {"result", "Resultat", total, 0, {}},
  };
  StatementTable table = table_head("economy.result", "Resultaträkning", "mnkr");
  table.row_title = {"Post", {}};
  table.source = {"Ekonomisystemet, Region-Bas 2024", {}};
  table.note = {
      "Intäkter är positiva och kostnader negativa; en positiv avvikelse är bättre än budget.", {}};
  std::map<std::string, std::vector<FigurePtr>> made;
  const auto sum = [&](const std::string& key, const std::string& label, const std::string& formula,
                       const std::vector<std::string>& of) {
    std::vector<FigurePtr> base;
    for (std::size_t i = 0; i < base_columns.size(); ++i) {
      std::vector<FigurePtr> operands;
      for (const std::string& part : of) operands.push_back(made[part][i]);
      base.push_back(combined(Operation::add, "economy." + key, label, base_columns[i], formula,
                              mnkr, std::move(operands)));
    }
    return base;
  };
  for (const Row& row : rows) {
    StatementTable::Row line{
        .key = row.key, .label = {row.label, {}}, .style = row.style, .indent = row.indent};
    if (row.style != heading) {
      std::vector<FigurePtr> base;
      const std::string key = row.key;
      if (key == "income") {
        base = sum(key, row.label, "economy.grant + economy.fees", {"grant", "fees"});
      } else if (key == "cost") {
        base = sum(key, row.label, "economy.staff + economy.drugs + economy.other",
                   {"staff", "drugs", "other"});
      } else if (key == "result") {
        base = sum(key, row.label, "economy.income + economy.cost", {"income", "cost"});
      } else {
        for (std::size_t i = 0; i < base_columns.size(); ++i) {
          base.push_back(
              sample_figure("economy." + key, row.label, base_columns[i], row.values[i], mnkr));
        }
      }
      made[key] = base;
      line.cells = columns_of("economy." + key, row.label, base, mnkr);
    }
    table.rows.push_back(std::move(line));
  }
  return table;
}

StatementTable production() {
  using enum StatementRow::Style;
  StatementTable table = table_head("production.own", "Produktion i egen regi", "");
  table.source = {"Vårdadministrativa systemet", {}};
  const std::vector<Row> rows = {
      {"physician", "Läkarbesök", normal, 0, {"178412", "182000", "175988", "531000"}},
      {"remote", "varav distansbesök", of_which, 1, {"21077", "", "18455", ""}},
      {"episodes", "Vårdtillfällen", normal, 0, {"11897", "12300", "11167", "36100"}},
      {"drg", "DRG-poäng", normal, 0, {"14211", "14000", "", "42800"}},
  };
  for (const Row& row : rows) {
    const std::string key = row.key;
    std::vector<FigurePtr> base;
    for (std::size_t i = 0; i < base_columns.size(); ++i) {
      State state = State::present;
      LocalText note;
      if (key == "episodes" && i == 0) {
        state = State::partial;
        note = {"2 av 41 enheter saknas", {}};
      }
      if (key == "drg" && i == 2) {
        state = State::not_comparable;
        note = {"ny viktlista sedan januari 2024", {}};
      }
      auto figure = std::make_shared<Figure>(*sample_figure(
          "production." + key, row.label, base_columns[i], row.values[i], whole, state, note));
      if (key == "drg" && i < 2) figure->period = figure->period.lagged(1);
      base.push_back(figure);
    }
    StatementTable::Row line{
        .key = key, .label = {row.label, {}}, .style = row.style, .indent = row.indent};
    line.cells = columns_of("production." + key, row.label, base, whole);
    table.rows.push_back(std::move(line));
  }
  table.rows[1].note = {"Video och telefon som ersätter ett besök.", {}};
  return table;
}

Scorecard scorecard() {
  Scorecard card;
  const auto points =
      NumberFormat{.style = NumberFormat::Style::points, .decimals = 1, .always_sign = true};
  const auto bound = [](const std::string& subject, const char* value, const NumberFormat& format) {
    return sample_figure(subject, "Mål", "year_target", value, format);
  };
  const auto difference = [&](const FigurePtr& outcome, const FigurePtr& target,
                              NumberFormat format) {
    format.always_sign = true;
    return combined(Operation::subtract, outcome->address.subject, outcome->label.sv, "to_target",
                    "utfall - mål", format, {outcome, target});
  };
  {
    ScorecardRow row{.indicator = "access.first_visit_90",
                     .name = {"Första besök inom 90 dagar", {}}};
    row.outcome = sample_figure("access.first_visit_90", row.name.sv, "ytd", "0.787", percent);
    row.previous =
        sample_figure("access.first_visit_90", row.name.sv, "ytd_previous", "0.809", percent);
    row.target = bound("access.first_visit_90", "0.95", *parse_number_format("percent 0"));
    row.target_text = {"≥ 95\u00A0%", {}};
    row.to_target = difference(row.outcome, row.target, points);
    row.status = Status::red;
    row.trend = Trend::negative;
    card.rows.push_back(row);
  }
  {
    ScorecardRow row{.indicator = "staff.sick", .name = {"Sjukfrånvaro", {}}};
    row.outcome = sample_figure("staff.sick", row.name.sv, "ytd", "0.0812", percent);
    auto lagged = std::make_shared<Figure>(*row.outcome);
    lagged->period = tertial.lagged(1);
    row.outcome = lagged;
    row.previous = sample_figure("staff.sick", row.name.sv, "ytd_previous", "0.0811", percent);
    row.target_text = {"färre än föregående år", {}};
    row.status = Status::yellow;
    row.trend = Trend::neutral;
    card.rows.push_back(row);
  }
  {
    ScorecardRow row{.indicator = "access.phone", .name = {"Svarstid 1177 på telefon", {}}};
    row.outcome = sample_figure("access.phone", row.name.sv, "ytd", "437", clock_time);
    row.previous = sample_figure("access.phone", row.name.sv, "ytd_previous", "611", clock_time);
    row.target = bound("access.phone", "480", clock_time);
    row.target_text = {"< 08:00", {}};
    row.to_target = difference(row.outcome, row.target, clock_time);
    row.status = Status::green;
    row.trend = Trend::positive;
    card.rows.push_back(row);
  }
  {
    ScorecardRow row{.indicator = "quality.ulcers",
                     .name = {"Trycksår kategori 2–4", {}},
                     .note = {"Mätdag i mars.", {}}};
    row.outcome =
        sample_figure("quality.ulcers", row.name.sv, "ytd", "0.022", percent, State::preliminary);
    row.previous = sample_figure("quality.ulcers", row.name.sv, "ytd_previous", "", percent,
                                 State::not_comparable, {"ny mätmetod sedan mars 2024", {}});
    card.rows.push_back(row);
  }
  return card;
}

std::vector<GoalAttainment> goals() {
  const LocalText rule{"Grön när minst hälften av de bedömda indikatorerna är gröna.", {}};
  return {
      {"health",
       {"En hälso- och sjukvård av god kvalitet", {}},
       "",
       0,
       1,
       3,
       4,
       Status::yellow,
       Trend::neutral,
       rule},
      {"access",
       {"Vård i rätt tid", {}},
       "health",
       1,
       1,
       2,
       2,
       Status::green,
       Trend::positive,
       rule},
      {"staff", {"Hållbart arbetsliv", {}}, "health", 1, 0, 0, 1, Status::none, Trend::none, rule}};
}

std::vector<Finding> findings() {
  NumberFormat with_sign = whole;
  with_sign.always_sign = true;
  const auto main =
      sample_figure("main.physician", "Läkarbesök, huvudtext", "ytd_previous", "175988", whole);
  const auto annex =
      sample_figure("annex.physician", "Läkarbesök, bilaga", "ytd_previous", "176004", whole);
  return {{Finding::Kind::duplicate,
           {"Läkarbesök jan–apr 2023", {}},
           main,
           annex,
           combined(Operation::subtract, "main.physician", "Läkarbesök", "difference",
                    "visat - jämfört", with_sign, {main, annex}),
           false},
          {Finding::Kind::total_vs_parts,
           {"Summa kostnader", {}},
           annex,
           annex,
           combined(Operation::subtract, "annex.physician", "Läkarbesök", "difference",
                    "visat - jämfört", with_sign, {annex, annex}),
           true}};
}

FigurePtr found(const StatementTable& table, std::string_view row, std::string_view column) {
  for (const auto& each : table.rows) {
    if (each.key != row) continue;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.columns[i].key == column) return each.cells[i];
    }
  }
  return nullptr;
}

Answer answer_to(const Request& request) {
  static const StatementTable economy_table = economy();
  static const StatementTable production_table = production();
  Answer answer;
  switch (request.kind) {
    case Request::Kind::figure: {
      const std::string key = request.key.substr(request.key.find_last_of("./") + 1);
      const std::string column = request.column.empty() ? "ytd" : request.column;
      answer.figure = found(economy_table, key, column);
      if (!answer.figure) answer.figure = found(production_table, key, column);
      if (!answer.figure)
        answer.figure = sample_figure(request.key, request.key, column, "", whole);
      break;
    }
    case Request::Kind::statement:
      answer.statement = request.key == "economy.result" ? economy_table : production_table;
      break;
    case Request::Kind::scorecard:
      answer.scorecard = scorecard();
      break;
    case Request::Kind::goals:
      answer.goals = goals();
      break;
    case Request::Kind::findings:
      answer.findings = findings();
      break;
    case Request::Kind::activities:
      answer.activities = sample_catalog().plan.activities;
      break;
    case Request::Kind::series:  // the sample's figures have no months
      break;
    case Request::Kind::unit_comments:
    case Request::Kind::internal_control:
      break;  // compose_control_test.cpp
    case Request::Kind::comment: {
      answer.comment = sample_catalog().plan.comments[0];
      Diagnostics none;
      const auto parsed = Template::parse_comment(*answer.comment, none);
      for (const Request& inner : parsed->requests()) {
        answer.comment_answers.push_back(answer_to(inner));
      }
      break;
    }
  }
  return answer;
}

}  // namespace

FigurePtr sample_figure(std::string subject, std::string label, std::string column,
                        std::string_view value, const NumberFormat& format, State state,
                        LocalText state_note) {
  auto figure = blank(std::move(subject), std::move(label), std::move(column));
  figure->format = format;
  figure->state = value.empty() && state == State::present ? State::missing : state;
  figure->state_note = std::move(state_note);
  figure->definition = "ledger: " + figure->address.subject;
  if (value.empty()) return figure;
  figure->operation = Operation::reported;
  figure->value = Exact(*Decimal::parse(value)) * format.divisor;
  if (state == State::partial) {
    figure->parts_present = 39;
    figure->parts_expected = 41;
  }
  const auto line = static_cast<int>(2 + figure->id.size() * 7 % 90);
  figure->sources.push_back({format.divisor == Exact(1) ? 8 : 7, line, std::string(value), {}});
  return figure;
}

ReportTemplate sample_template() {
  return {"delar", "reports/delar.md", R"(+++
title = "Delårsrapport 1 2024"
subtitle = "{unit}, {period}"
unit = "HSF"
+++
> Rapporten visar hur {unit} har följt sitt uppdrag under {period}. Resultatet är
> {figure economy.result ytd}, **{figure economy.result ytd_budget_deviation magnitude=yes}
> {word economy.result ytd_budget_deviation up="bättre" down="sämre"} än budget**.

::toc

# Ekonomi

Intäkterna är {figure economy.income show="mnkr 0"} och {word economy.income
ytd_budget_deviation up="översteg" down="understeg" same="motsvarade"} budget. Personalkostnaderna
{word economy.staff ytd_previous_change_pct up="ökade" down="minskade"} med
{figure economy.staff ytd_previous_change_pct sign=no}. Se [produktionen](#produktion) och
[Region-Bas](https://skr.se/a?b=1&c=2). En klammer skrivs \{ och < är inget HTML.

::statement economy.result

::comment economy

## Vad som förklarar

1. inhyrd personal
2. läkemedel, se {figure economy.drugs}

| Del | Ansvar | Mnkr |
|:----|:-------|-----:|
| Inhyrd personal | Bemanningsenheten | {figure economy.hired} |
| Läkemedel | Läkemedelskommittén | 12–15 |

# Produktion

::statement production.own title="Produktion i egen regi, {period short}" note="Antal."

Prognosen för distansbesök är {figure production.remote year_forecast}, den
{word production.remote year_forecast up="ökar" down="minskar"}.

# Mål och indikatorer

::scorecard access.first_visit_90 staff.sick title="Styrkort för {unit}"
::goals

# Aktiviteter

::activities

# Underlag

::findings
::deliveries
)"};
}

Content sample_content(const Template& parsed) {
  Content content;
  content.period = tertial;
  content.unit_name = "Hälso- och sjukvårdsförvaltningen";
  for (const Request& request : parsed.requests()) content.answers.push_back(answer_to(request));
  content.deliveries = {{7, "ledger", "data/ledger/huvudbok-2024-04.csv",
                         "4f1c2d" + std::string(58, '7'), 61204, 3, "2024-05-08T06:12:00Z", "nn"},
                        {8, "care", "data/care/vard-2024-04.csv", "a0b1c2" + std::string(58, '9'),
                         1820, 0, "2024-05-08T06:13:00Z", "nn"}};
  return content;
}

Document sample_document() {
  Diagnostics diagnostics;
  const auto parsed = Template::parse(sample_template(), diagnostics);
  if (!parsed) return {};
  Document document = compose(*parsed, sample_content(*parsed), sample_catalog());
  document.blocks.emplace_back(Heading{1, "diagram", "Diagram"});
  for (Chart& chart : sample_charts()) document.blocks.emplace_back(std::move(chart));
  return document;
}

}  // namespace redthread::report
