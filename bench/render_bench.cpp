// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bench.hpp"
#include "large_document.hpp"
#include "report/charts/draw_charts.hpp"
#include "report/gate.hpp"
#include "report/render.hpp"

namespace redthread::bench {
namespace {

constexpr int tables = 60;
constexpr int rows = 40;
const Period period = Period::tertial(2024, 1);

std::shared_ptr<Figure> blank(int table, int row, const std::string& column) {
  auto figure = std::make_shared<Figure>();
  figure->address = {"region", "measure." + std::to_string(table) + "." + std::to_string(row),
                     "HSF",    period,
                     "as_was", column};
  figure->id = to_string(figure->address);
  figure->label = {"Mått " + std::to_string(row) + " i verksamhet " + std::to_string(table), {}};
  figure->format = *parse_number_format("mnkr 1");
  figure->period = period;
  figure->state = State::present;
  figure->explanation = {"Vad måttet visar, i en mening som är så lång som sådana brukar vara.",
                         {}};
  figure->definition_source = "Ekonomisystemet";
  return figure;
}

FigurePtr delivered(int table, int row, const std::string& column) {
  auto figure = blank(table, row, column);
  figure->operation = Operation::reported;
  figure->value =
      Exact((table * 7919 + row * 104729 + static_cast<int>(column.size()) * 31) * 1000);
  figure->definition = "ledger: " + figure->address.subject;
  figure->sources.push_back({1, row + 2, figure->value->to_string(), {}});
  return figure;
}

FigurePtr compared(int table, int row, const std::string& column, FigurePtr left, FigurePtr right) {
  auto figure = blank(table, row, column);
  figure->operation = Operation::subtract;
  figure->value = *left->value - *right->value;
  figure->definition = "left - right";
  figure->operands = {std::move(left), std::move(right)};
  return figure;
}

Table::Cell cell(const FigurePtr& figure) {
  Table::Cell made;
  made.runs.emplace_back(FigureRun{figure, figure->text(Language::swedish, false)});
  return made;
}

Table make_table(int number) {
  Table table;
  table.id = "tabell-" + std::to_string(number);
  table.caption = table.sheet = "Tabell " + std::to_string(number) + ": verksamhetens ekonomi";
  table.measure_unit = "Belopp i mnkr";
  table.source = "Ekonomisystemet";
  table.columns.assign(7, Table::Align::end);
  table.columns[0] = Table::Align::start;
  table.header.emplace_back();
  for (const char* head :
       {"Post", "Utfall jan–apr 2024", "Budget jan–apr 2024", "Avvikelse mot budget",
        "Utfall jan–apr 2023", "Förändring", "Prognos 2024"}) {
    table.header[0].push_back({.runs = {TextRun{head}}});
  }
  for (int row = 0; row < rows; ++row) {
    const FigurePtr now = delivered(number, row, "ytd");
    const FigurePtr budget = delivered(number, row, "ytd_budget");
    const FigurePtr then = delivered(number, row, "ytd_previous");
    Table::Row made;
    made.style = row % 10 == 9 ? Table::Row::Style::total : Table::Row::Style::normal;
    made.indent = row % 3;
    made.cells.push_back({.runs = {TextRun{now->label.sv}}, .row_header = true});
    made.cells.push_back(cell(now));
    made.cells.push_back(cell(budget));
    made.cells.push_back(cell(compared(number, row, "ytd_budget_deviation", now, budget)));
    made.cells.push_back(cell(then));
    made.cells.push_back(cell(compared(number, row, "ytd_previous_change", now, then)));
    made.cells.push_back(cell(delivered(number, row, "year_forecast")));
    table.rows.push_back(std::move(made));
  }
  return table;
}

/// The tables as tab-separated text: the plainest rendering there is.
std::string plain_text(const Document& document) {
  std::string text;
  for (const Block& block : document.blocks) {
    const Table* each = std::get_if<Table>(&block);
    if (each == nullptr) continue;
    for (const Table::Row& row : each->rows) {
      for (const Table::Cell& field : row.cells) {
        for (const Run& run : field.runs) {
          if (const auto* figure = std::get_if<FigureRun>(&run)) {
            text += figure->figure->text(document.language, false);
          } else if (const auto* words = std::get_if<TextRun>(&run)) {
            text += words->text;
          }
        }
        text += '\t';
      }
      text += '\n';
    }
  }
  return text;
}

std::vector<Measurement> run() {
  const Document document = make_large_document();
  const double plainest = best_seconds(3, [&] { plain_text(document); });
  std::vector<Measurement> measured;
  std::string bytes;
  const auto measure = [&](const char* name, double limit, const auto& render) {
    const double seconds = best_seconds(3, [&] { bytes = render(document); });
    measured.push_back({.name = std::string("render.") + name,
                        .value = seconds,
                        .unit = "s",
                        .reference = plainest,
                        .reference_name = "the tables as tab-separated text",
                        .goal = limit,
                        .goal_is_limit = true});
    measured.push_back({.name = std::string("render.") + name + "_size",
                        .value = static_cast<double>(bytes.size()) / 1e6,
                        .unit = "MB"});
  };
  measure("html", 0.3, [](const Document& each) { return report::render_html(each); });
  measure("xlsx", 0.5, report::render_xlsx);
  const Document with_charts = make_large_document_with_charts();
  report::Press press;
  report::Pictures pictures = report::draw_charts(with_charts, press);  // the helper is warm then
  const double drawing =
      best_seconds(3, [&] { pictures = report::draw_charts(with_charts, press); });
  measured.push_back({.name = "render.draw_40_charts", .value = drawing, .unit = "s"});
  measure("docx", 1.0,
          [&](const Document&) { return report::render_docx(with_charts, pictures, {}); });
  measure("json", 0.5, report::render_json);
  const double gate = best_seconds(3, [&] {
    report::compare(report::figures_of(document, true), report::figures_in_json(bytes), "json");
  });
  measured.push_back({.name = "render.gate_json", .value = gate, .unit = "s"});
  return measured;
}

[[maybe_unused]] const bool known =
    add({"render",
         "a report of 100 pages and 60 tables as HTML, XLSX, DOCX (with 40 charts) and JSON", run});

}  // namespace

Document make_large_document() {
  Document document;
  document.region = "region";
  document.report = "large";
  document.title = "Stor rapport";
  document.publisher = "Regionen";
  document.period = period;
  document.catalog_sha256 = std::string(64, 'a');
  document.deliveries = {
      {1, "ledger", "data/ledger/2024-04.csv", std::string(64, 'b'), 61'204, 0, {}, {}}};
  document.blocks.emplace_back(TableOfContents{});
  for (int number = 0; number < tables; ++number) {
    const std::string name = std::to_string(number);
    document.blocks.emplace_back(
        Heading{number % 5 == 0 ? 1 : 2, "avsnitt-" + name, "Avsnitt " + name});
    Table table = make_table(number);
    const auto& first = std::get<FigureRun>(table.rows[0].cells[1].runs[0]);
    for (int i = 0; i < 4; ++i) {
      document.blocks.emplace_back(Paragraph{
          {TextRun{"Utfallet är "}, first,
           TextRun{
               " för perioden. Texten är så lång som ett stycke i en rapport brukar vara, med "
               "några meningar om vad som har hänt, varför det har hänt och vad som görs åt "
               "det. Den sista meningen säger vad som återstår och när nästa uppföljning görs."}}});
    }
    document.blocks.emplace_back(std::move(table));
  }
  return document;
}

Document make_large_document_with_charts() {
  Document document = make_large_document();
  for (int number = 0; number < 40; ++number) {
    Chart chart;
    chart.data = make_table(tables + number);
    chart.data.id = "diagram-" + std::to_string(number);
    chart.data.caption = "Diagram " + std::to_string(number);
    chart.data.rows.resize(8);
    for (Table::Row& row : chart.data.rows) row.cells.resize(3);
    for (auto& line : chart.data.header) line.resize(3);
    chart.data.columns.resize(3);
    chart.description = "Utfallet följer budgeten, åtta mått.";
    chart.series = {{Chart::Series::Role::outcome, 1}, {Chart::Series::Role::budget, 2}};
    document.blocks.emplace_back(std::move(chart));
  }
  return document;
}

Document make_long_table() {
  Document document = make_large_document();
  document.blocks.clear();
  Table table = make_table(0);
  table.columns.push_back(Table::Align::end);
  table.header[0].push_back({.runs = {TextRun{"Bokslut 2023"}}});
  table.rows.clear();
  for (int row = 0; row < 4'000; ++row) {
    Table::Row made;
    made.cells.push_back({.runs = {TextRun{"Mått " + std::to_string(row)}}, .row_header = true});
    for (int column = 1; column < 8; ++column) {
      made.cells.push_back(cell(delivered(column, row, "ytd")));
    }
    table.rows.push_back(std::move(made));
  }
  document.blocks.emplace_back(std::move(table));
  return document;
}

}  // namespace redthread::bench
