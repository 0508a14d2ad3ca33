// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>
#include <vector>

#include "report/sample_test.hpp"

namespace redthread::report {
namespace {

using Role = Chart::Series::Role;

struct Column {
  Role role;
  const char* key;  ///< in the figures' addresses
  const char* name;
};
struct Row {
  std::string label;
  std::vector<std::string> values;  ///< one a column; empty = missing
  const char* format = nullptr;     ///< instead of the chart's
};

Table::Cell label_cell(const std::string& label) {
  Table::Cell cell;
  cell.runs = {TextRun{label}};
  cell.row_header = true;
  return cell;
}

Table::Cell figure_cell(const FigurePtr& figure, bool with_suffix) {
  Table::Cell cell;
  cell.runs = {FigureRun{figure, figure->text(Language::swedish, with_suffix)}};
  return cell;
}

Chart chart(Chart::Kind kind, const std::string& id, const char* caption, const char* unit,
            const char* format, const std::vector<Column>& columns, const std::vector<Row>& rows) {
  Chart result;
  result.kind = kind;
  Table& data = result.data;
  data.id = "diagram-" + id;
  data.sheet = "Diagram " + id;
  data.caption = caption;
  data.measure_unit = unit;
  data.source = "Ekonomisystemet";
  data.columns.assign(columns.size() + 1, Table::Align::end);
  data.columns[0] = Table::Align::start;
  data.header.emplace_back();
  data.header[0].push_back({{TextRun{"Period"}}});
  for (const Column& column : columns) {
    result.series.push_back({column.role, data.header[0].size()});
    data.header[0].push_back({{TextRun{column.name}}});
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Table::Row row;
    row.cells.push_back(label_cell(rows[i].label));
    const NumberFormat shown =
        *parse_number_format(rows[i].format == nullptr ? format : rows[i].format);
    for (std::size_t j = 0; j < columns.size(); ++j) {
      NumberFormat signed_format = shown;
      signed_format.always_sign = kind == Chart::Kind::bridge && i > 0 && i + 1 < rows.size();
      const FigurePtr figure = sample_figure("chart." + id + std::to_string(i), rows[i].label,
                                             columns[j].key, rows[i].values[j], signed_format);
      row.cells.push_back(figure_cell(figure, data.measure_unit.empty()));
    }
    data.rows.push_back(std::move(row));
  }
  return result;
}

}  // namespace

Chart sample_chart(Chart::Kind kind, const std::vector<std::string>& categories,
                   const std::vector<std::string>& values) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < categories.size(); ++i) rows.push_back({categories[i], {values[i]}});
  return chart(kind, "prov", "Prov", "Belopp i mnkr", "mnkr 1", {{Role::outcome, "ytd", "Utfall"}},
               rows);
}

std::vector<Chart> sample_charts() {
  const std::vector<Column> compared = {{Role::outcome, "ytd", "Utfall"},
                                        {Role::budget, "ytd_budget", "Budget"},
                                        {Role::previous, "ytd_previous", "Föregående år"},
                                        {Role::forecast, "year_forecast", "Prognos"}};
  std::vector<Chart> charts;
  charts.push_back(chart(Chart::Kind::line, "linje", "Personalkostnad per månad", "Belopp i mnkr",
                         "mnkr 1",
                         {{Role::outcome, "month", "Månad"},
                          {Role::rolling, "r12", "Rullande 12 månader, snitt"},
                          {Role::budget, "budget", "Budget"},
                          {Role::target, "target", "Mål"},
                          {Role::forecast, "forecast", "Prognos"},
                          {Role::forecast_low, "low", "Prognos, lägst"},
                          {Role::forecast_high, "high", "Prognos, högst"}},
                         {{"jan", {"391.2", "380.1", "385", "390", "", "", ""}},
                          {"feb", {"402.7", "382.4", "385", "390", "", "", ""}},
                          {"mar", {"", "384.0", "390", "390", "", "", ""}},
                          {"apr", {"410.4", "386.9", "390", "390", "", "", ""}},
                          {"maj", {"405.0", "389.3", "390", "390", "", "", ""}},
                          {"jun", {"396.8", "391.1", "380", "390", "", "", ""}},
                          {"jul", {"", "", "375", "390", "392", "384", "400"}},
                          {"aug", {"", "", "380", "390", "398", "386", "410"}},
                          {"sep", {"", "", "385", "390", "404", "388", "420"}},
                          {"okt", {"", "", "", "", "", "", ""}},
                          {"nov", {"", "", "385", "390", "407", "384", "430"}},
                          {"dec", {"", "", "385", "390", "409", "382", "436"}}}));
  charts.back().description =
      "Månadens personalkostnad stiger från 391,2 mnkr i januari till 396,8 i juni; prognosen "
      "för december är 409,0 mnkr.";
  charts.push_back(chart(
      Chart::Kind::bars, "staplar", "Resultat mot budget", "Belopp i mnkr", "mnkr 1", compared,
      {{"Förvaltningsövergripande", {"-12.4", "5.0", "-8.1", "-20"}},
       {"Primärvård, psykiatri och habilitering", {"31.8", "24.5", "28.9", "40.2"}},
       {"Läkemedel & <medicinska> gaser", {"-56.0", "-44.1", "", "-70.3"}},
       {"Folktandvården", {"0", "1.2", "0.4", "2.0"}}}));
  charts.back().description = "Tre av fyra verksamheter ligger under budget.";
  charts.push_back(chart(Chart::Kind::bars, "staende", "Besök per månad", "", "number 0",
                         {{Role::outcome, "ytd", "Utfall"}, {Role::previous, "prev", "2023"}},
                         {{"jan", {"41220", "40120"}},
                          {"feb", {"39804", "40911"}},
                          {"mar", {"", "43015"}},
                          {"apr", {"44170", "42208"}}}));
  charts.back().description = "Besöken var fler i april än året innan; mars saknas.";
  charts.push_back(chart(Chart::Kind::shares, "andelar", "Besök efter kontaktsätt", "", "number 0",
                         {{Role::part, "a", "På mottagning"},
                          {Role::part, "b", "Video"},
                          {Role::part, "c", "Telefon"},
                          {Role::part, "d", "Hembesök"},
                          {Role::part, "e", "Grupp"},
                          {Role::part, "f", "Övrigt"}},
                         {{"2022", {"61200", "8100", "14700", "5100", "4000", "900"}},
                          {"2023", {"58800", "12300", "13900", "5000", "4100", "1200"}},
                          {"2024, januari–april", {"19200", "", "4600", "1700", "1400", "300"}},
                          {"Prognos 2024", {"55000", "17100", "13000", "4800", "4200", "3900"}}}));
  charts.back().description = "Andelen video fördubblas mellan 2022 och 2024.";
  charts.push_back(chart(Chart::Kind::bullet, "mal", "Mål och utfall", "", "percent 1",
                         {{Role::outcome, "ytd", "Utfall"},
                          {Role::target, "year_target", "Mål"},
                          {Role::tolerance, "limit", "Gräns för gult"}},
                         {{"Första besök inom 90 dagar", {"0.787", "0.95", "0.85"}},
                          {"Svarstid 1177 på telefon", {"437", "480", "540"}, "mm:ss"},
                          {"Resultat", {"-475.0", "-49.3", "-100"}, "mnkr 1"},
                          {"Sjukfrånvaro", {"0.0812", "0.07", "0.075"}},
                          {"Trycksår kategori 2–4", {"", "0.03", "0.05"}}}));
  charts.back().description = "Två av fem mål nås.";
  charts.push_back(chart(Chart::Kind::bridge, "brygga", "Från budget till utfall", "Belopp i mnkr",
                         "mnkr 1", {{Role::outcome, "ytd", "Belopp"}},
                         {{"Budgeterat resultat", {"-49.3"}},
                          {"Intäkter", {"62.1"}},
                          {"Personalkostnader", {"-187.8"}},
                          {"varav inhyrd personal", {""}},
                          {"Läkemedel", {"-27.4"}},
                          {"Övriga kostnader", {"-272.6"}},
                          {"Resultat", {"-475.0"}}}));
  charts.back().description = "Kostnaderna drar ned resultatet från −49,3 till −475,0 mnkr.";
  charts.push_back(chart(Chart::Kind::spark, "gnista", "Väntande, tolv månader", "", "number 0",
                         {{Role::outcome, "month", "Antal"}},
                         {{"maj", {"910"}},
                          {"jun", {"930"}},
                          {"jul", {"1020"}},
                          {"aug", {""}},
                          {"sep", {"1100"}},
                          {"okt", {"1060"}},
                          {"nov", {"1011"}},
                          {"dec", {"1043"}},
                          {"jan", {"980"}},
                          {"feb", {"955"}},
                          {"mar", {"940"}},
                          {"apr", {"902"}}}));
  charts.back().description = "Antalet väntande är 902 i april, lägre än toppen 1 100.";
  charts.push_back(
      chart(Chart::Kind::heat, "varme", "Beläggning per klinik", "", "percent 0",
            {{Role::outcome, "jan", "jan"},
             {Role::outcome, "feb", "feb"},
             {Role::outcome, "mar", "mar"},
             {Role::outcome, "apr", "apr"},
             {Role::outcome, "maj", "maj"},
             {Role::outcome, "jun", "jun"}},
            {{"Kirurgkliniken", {"0.94", "0.97", "1.02", "1.04", "0.99", "0.91"}},
             {"Medicinkliniken Västerås", {"1.06", "1.09", "1.12", "1.08", "1.03", "0.98"}},
             {"Ortopedkliniken", {"0.88", "0.9", "", "0.93", "0.86", "0.72"}},
             {"Barn- och ungdomskliniken", {"0.71", "0.76", "0.83", "0.8", "0.69", "0.58"}}}));
  charts.back().description = "Medicinkliniken ligger över 100 procent fem av sex månader.";
  return charts;
}

}  // namespace redthread::report
