// SPDX-License-Identifier: Apache-2.0
#include "report/words.hpp"

#include <array>

namespace redthread::report {
namespace {

constexpr Words swedish = {
    .code = "sv",
    .draft = "Utkast",
    .restated_to = ", organisationen omräknad till ",
    .contents = "Innehåll",
    .amounts_in = "Belopp i ",
    .values_in = "Måttenhet: ",
    .all_values = "Alla värden: ",
    .refers_to = "Avser ",
    .missing_mark = "– betyder att värde saknas.",
    .not_here = "går inte att jämföra",
    .unchanged = "var oförändrad",
    .source = "Källa: ",
    .row_head = "Mått",
    .no_rows = "Det finns inga uppgifter för perioden.",
    .indicator = "Indikator",
    .outcome = "Utfall",
    .target = "Mål",
    .previous_year = "Fg år",
    .to_target = "Avvikelse mot mål",
    .status = "Status",
    .trend = "Trend",
    .goal = "Mål",
    .attained = "Uppnådda indikatorer",
    .of = " av ",
    .not_judged = "ej bedömda",
    .scorecard = "Styrkort",
    .goals = "Måluppfyllelse",
    .findings = "Uppgifter som inte stämmer överens",
    .finding = "Vad",
    .shown = "Visat",
    .compared_with = "Jämfört med",
    .difference = "Skillnad",
    .judgement = "Bedömning",
    .within_rounding = "inom avrundning",
    .to_investigate = "att utreda",
    .no_findings = "Alla uppgifter som ska stämma överens gör det.",
    .rounding_left_out = "Skillnader som ryms inom avrundning visas inte. Antal: ",
    .activities = "Aktiviteter och uppdrag",
    .activity = "Aktivitet",
    .assignment = "Uppdrag",
    .time_frame = "Tidplan",
    .no_activities = "Det finns inga aktiviteter.",
    .month = "Månad",
    .amount = "Belopp",
    .bridge_gap =
        "Stegen leder inte från start till slut: allt som påverkar slutvärdet visas inte.",
    .chart_from_to = "Från {from} till {to}:",
    .chart_extremes = "{series}: högst {highest}, lägst {lowest}.",
    .chart_missing = "Antal värden som saknas: {count}.",
    .chart_all_missing = "{series}: värden saknas.",
    .chart_target = "mål",
    .deliveries = "Leveranser",
    .file = "Fil",
    .folder = "Mapp",
    .files = "Filer",
    .rows = "Rader",
    .fingerprint = "SHA-256",
    .folders_note =
        "Fingeravtrycket är SHA-256 av det som sha256sum skriver för mappens filer i namnordning. "
        "JSON-formatet har varje fil för sig.",
    .definitions = "Definitioner",
    .definition = "Definition",
    .formula = "Formel",
    .version = "Version",
    .key = "Nyckel",
    .thread = "Talets tråd",
    .how_counted = "Så är talet räknat",
    .sources = "Källor",
    .line = "rad",
    .written = "skrivet",
    .period = "Period",
    .unit = "Enhet",
    .column = "Kolumn",
    .scenario = "Scenario",
    .state = "Läge",
    .interval = "Intervall",
    .address = "Adress",
    .copy_address = "Kopiera länk",
    .copied = "Kopierad",
    .close = "Stäng",
    .open = "Visa detta tal",
    .back = "Tillbaka",
    .table = "Tabell",
    .chart = "Diagram",
    .show_figures = "Visa siffrorna",
    .chart_figures = "Siffrorna bakom diagrammen",
    .continued = "forts.",
    .thread_hint =
        "Välj ett tal för att se hur det är räknat, ända ned till filen och raden. "
        "I tabeller flyttar piltangenterna mellan talen.",
    .scroll_hint = "Tabellen är bredare än sidan: bläddra i sidled",
    .skip_link = "Hoppa till innehållet",
    .catalog_version = "Katalogversion",
    .about = "Om rapporten",
    .text_sheet = "Text",
    .page = "Sida ",
    .made_with = "Framställd med Röda tråden",
    .chart_data = "Siffrorna bakom diagrammen",
    .threads = "Talens trådar",
};

constexpr Words english = {
    .code = "en",
    .draft = "Draft",
    .restated_to = ", restated to the organisation of ",
    .contents = "Contents",
    .amounts_in = "Amounts in ",
    .values_in = "Measure unit: ",
    .all_values = "All values: ",
    .refers_to = "Refers to ",
    .missing_mark = "– means that there is no value.",
    .not_here = "cannot be compared",
    .unchanged = "was unchanged",
    .source = "Source: ",
    .row_head = "Measure",
    .no_rows = "There is nothing to show for the period.",
    .indicator = "Indicator",
    .outcome = "Outcome",
    .target = "Target",
    .previous_year = "Last year",
    .to_target = "Deviation from target",
    .status = "Status",
    .trend = "Trend",
    .goal = "Goal",
    .attained = "Indicators attained",
    .of = " of ",
    .not_judged = "not judged",
    .scorecard = "Scorecard",
    .goals = "Goal attainment",
    .findings = "Values that do not agree",
    .finding = "What",
    .shown = "Shown",
    .compared_with = "Compared with",
    .difference = "Difference",
    .judgement = "Judgement",
    .within_rounding = "within rounding",
    .to_investigate = "to be investigated",
    .no_findings = "All values that should agree do.",
    .rounding_left_out = "Differences within rounding are not shown. Number: ",
    .activities = "Activities and assignments",
    .activity = "Activity",
    .assignment = "Assignment",
    .time_frame = "Time frame",
    .no_activities = "There are no activities.",
    .month = "Month",
    .amount = "Amount",
    .bridge_gap = "The steps do not lead from start to end: not all that moves the end is shown.",
    .chart_from_to = "From {from} to {to}:",
    .chart_extremes = "{series}: highest {highest}, lowest {lowest}.",
    .chart_missing = "Values that are missing: {count}.",
    .chart_all_missing = "{series}: no values.",
    .chart_target = "target",
    .deliveries = "Deliveries",
    .file = "File",
    .folder = "Folder",
    .files = "Files",
    .rows = "Rows",
    .fingerprint = "SHA-256",
    .folders_note =
        "The fingerprint is SHA-256 of what sha256sum prints for the folder's files in order of "
        "name. "
        "The JSON format has each file by itself.",
    .definitions = "Definitions",
    .definition = "Definition",
    .formula = "Formula",
    .version = "Version",
    .key = "Key",
    .thread = "The figure's thread",
    .how_counted = "How the figure is counted",
    .sources = "Sources",
    .line = "line",
    .written = "written",
    .period = "Period",
    .unit = "Unit",
    .column = "Column",
    .scenario = "Scenario",
    .state = "State",
    .interval = "Interval",
    .address = "Address",
    .copy_address = "Copy link",
    .copied = "Copied",
    .close = "Close",
    .open = "Show this figure",
    .back = "Back",
    .table = "Table",
    .chart = "Chart",
    .show_figures = "Show the figures",
    .chart_figures = "The figures behind the charts",
    .continued = "cont.",
    .thread_hint =
        "Choose a figure to see how it was counted, down to the file and the line. "
        "In tables the arrow keys move between figures.",
    .scroll_hint = "The table is wider than the page: scroll sideways",
    .skip_link = "Skip to the content",
    .catalog_version = "Catalog version",
    .about = "About the report",
    .text_sheet = "Text",
    .page = "Page ",
    .made_with = "Made with Röda tråden",
    .chart_data = "The figures behind the charts",
    .threads = "The figures' threads",
};

struct Pair {
  std::string_view sv;
  std::string_view en;
  std::string_view in(Language language) const { return language == Language::swedish ? sv : en; }
};

}  // namespace

const Words& words(Language language) { return language == Language::swedish ? swedish : english; }

std::string_view operand_sign(Operation operation, std::size_t index) {
  switch (operation) {
    case Operation::sum_months:
    case Operation::sum_units:
    case Operation::sum_cells:
    case Operation::add:
      return index == 0 ? "" : "+";
    case Operation::subtract:
      return index == 0 ? "" : "\u2212";
    case Operation::negate:
      return "\u2212";
    case Operation::multiply:
      return index == 0 ? "" : "\u00D7";
    case Operation::divide:
      return index == 0 ? "" : "/";
    default:
      return "";
  }
}

std::string_view chart_name(Chart::Kind kind, Language language) {
  const auto name = [kind]() -> Pair {
    switch (kind) {
      case Chart::Kind::line:
        return {"Linjediagram", "Line chart"};
      case Chart::Kind::bars:
        return {"Stapeldiagram", "Bar chart"};
      case Chart::Kind::shares:
        return {"Andelsdiagram", "Chart of shares"};
      case Chart::Kind::bullet:
        return {"Måldiagram", "Chart of outcome against target"};
      case Chart::Kind::bridge:
        return {"Avvikelsebrygga", "Deviation bridge"};
      case Chart::Kind::spark:
        return {"Trendlinje", "Trend line"};
      case Chart::Kind::heat:
        return {"Värmekarta", "Heat map"};
    }
    return {};
  };
  return name().in(language);
}

std::string_view series_name(Chart::Series::Role role, Language language) {
  const auto name = [role]() -> Pair {
    switch (role) {
      case Chart::Series::Role::budget:
        return {"Budget", "Budget"};
      case Chart::Series::Role::previous:
        return {"Föregående år", "Last year"};
      case Chart::Series::Role::forecast:
        return {"Prognos", "Forecast"};
      case Chart::Series::Role::forecast_low:
        return {"Prognos, lägst", "Forecast, low"};
      case Chart::Series::Role::forecast_high:
        return {"Prognos, högst", "Forecast, high"};
      case Chart::Series::Role::rolling:
        return {"Rullande tolv månader", "Rolling twelve months"};
      case Chart::Series::Role::target:
        return {"Mål", "Target"};
      case Chart::Series::Role::tolerance:
        return {"Tolerans", "Tolerance"};
      case Chart::Series::Role::outcome:
      case Chart::Series::Role::part:
        break;
    }
    return {"Utfall", "Outcome"};
  };
  return name().in(language);
}

std::string_view finding_name(Finding::Kind kind, Language language) {
  const auto name = [kind]() -> Pair {
    switch (kind) {
      case Finding::Kind::total_vs_parts:
        return {"total mot delar", "total against parts"};
      case Finding::Kind::units_vs_parent:
        return {"enhet mot underenheter", "unit against its units"};
      case Finding::Kind::duplicate:
        return {"två uppgifter", "two values"};
      case Finding::Kind::span_vs_parts:
        return {"period mot delperioder", "period against its parts"};
    }
    return {};
  };
  return name().in(language);
}

std::string_view activity_status(std::string_view status, Language language) {
  struct Row {
    std::string_view status;
    Pair name;
  };
  static constexpr std::array<Row, 5> rows = {{
      {"not_started", {"ej påbörjad", "not started"}},
      {"as_planned", {"enligt plan", "as planned"}},
      {"delayed", {"försenad", "delayed"}},
      {"done", {"klar", "done"}},
      {"paused", {"pausad", "paused"}},
  }};
  for (const Row& row : rows) {
    if (row.status == status) return row.name.in(language);
  }
  return Pair{"ej angiven", "not stated"}.in(language);
}

std::string status_text(Status status, Language language) {
  std::string text;
  switch (status) {
    case Status::green:
      text = "\u25CF\u00A0";
      break;
    case Status::yellow:
      text = "\u25D0\u00A0";
      break;
    case Status::red:
      text = "\u25CB\u00A0";
      break;
    case Status::none:
      break;
  }
  return text + std::string(status_name(status, language));
}

std::string trend_text(Trend trend, Language language) {
  std::string text;
  switch (trend) {
    case Trend::positive:
      text = "\u2197\u00A0";
      break;
    case Trend::neutral:
      text = "\u2192\u00A0";
      break;
    case Trend::negative:
      text = "\u2198\u00A0";
      break;
    case Trend::none:
      break;
  }
  return text + std::string(trend_name(trend, language));
}

}  // namespace redthread::report
