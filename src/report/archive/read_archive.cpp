// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "report/archive.hpp"

namespace redthread::report {
namespace {

using Json = nlohmann::ordered_json;

/// The text is none that was written here; caught in `from_archive`.
struct NoArchive : std::runtime_error {
  NoArchive() : std::runtime_error("no archive") {}
};

template <class Value>
Value known(std::optional<Value> value) {
  if (!value) throw NoArchive();
  return *std::move(value);
}

std::string text_of(const Json& json, const char* name) { return json.value(name, std::string()); }
bool flag_of(const Json& json, const char* name) { return json.value(name, false); }

LocalText local_of(const Json& json, const char* name) {
  if (!json.contains(name)) return {};
  return {json.at(name).at(0).get<std::string>(), json.at(name).at(1).get<std::string>()};
}

/// An enumerator by its number, which is at most `last`'s.
template <class Enum>
Enum enumerator(const Json& json, const char* name, Enum last) {
  const int number = json.value(name, 0);
  if (number < 0 || number > static_cast<int>(last)) throw NoArchive();
  return static_cast<Enum>(number);
}

Period period_of(const Json& json) { return known(Period::parse(json.get<std::string>())); }
Exact exact_of(const Json& json) { return known(Exact::parse(json.get<std::string>())); }

NumberFormat format_of(const Json& json) {
  return {.style = enumerator(json, "style", NumberFormat::Style::duration),
          .decimals = json.at("decimals").get<int>(),
          .divisor = exact_of(json.at("divisor")),
          .suffix = text_of(json, "suffix"),
          .always_sign = flag_of(json, "always_sign")};
}

class Reader {
 public:
  explicit Reader(const Json& json) : json_(json) {}

  Document read() {
    if (text_of(json_, "format") != "redthread-document/1") throw NoArchive();
    Document document{
        .region = text_of(json_, "region"),
        .report = text_of(json_, "report"),
        .title = text_of(json_, "title"),
        .subtitle = text_of(json_, "subtitle"),
        .publisher = text_of(json_, "publisher"),
        .status = text_of(json_, "status"),
        .language = text_of(json_, "language") == "en" ? Language::english : Language::swedish,
        .period = period_of(json_.at("period")),
        .catalog_sha256 = text_of(json_, "catalog_sha256"),
        .plan = text_of(json_, "plan")};
    read_deliveries(document);
    for (const Json& each : json_.at("definitions")) {
      document.definitions.push_back({.key = text_of(each, "key"),
                                      .name = text_of(each, "name"),
                                      .text = text_of(each, "text"),
                                      .formula = text_of(each, "formula"),
                                      .source = text_of(each, "source"),
                                      .version = each.at("version").get<int>()});
    }
    for (const auto& [code, name] : json_.at("units").items()) document.names.units[code] = name;
    for (const auto& [key, name] : json_.at("columns").items()) document.names.columns[key] = name;
    for (const Json& each : json_.at("figures")) figures_.push_back(figure_of(each));
    for (const Json& each : json_.at("blocks")) document.blocks.push_back(block_of(each));
    return document;
  }

 private:
  void read_deliveries(Document& document) const {
    for (const Json& each : json_.at("deliveries")) {
      Delivery delivery{.id = static_cast<int>(document.deliveries.size()) + 1,
                        .fact = text_of(each, "fact"),
                        .file = text_of(each, "file"),
                        .sha256 = text_of(each, "sha256"),
                        .rows = each.at("rows").get<std::int64_t>(),
                        .quarantined = each.at("quarantined").get<std::int64_t>(),
                        .loaded_at = {},
                        .loaded_by = {},
                        .span = {},
                        .label = text_of(each, "label"),
                        .format = text_of(each, "read_as")};
      if (!text_of(each, "span").empty()) delivery.span = period_of(each.at("span"));
      document.deliveries.push_back(std::move(delivery));
    }
  }

  FigurePtr figure(const Json& number) const {
    const int index = number.get<int>();
    if (index < 0) return nullptr;
    return figures_.at(static_cast<std::size_t>(index));
  }

  FigurePtr figure_of(const Json& json) const {
    auto made = std::make_shared<Figure>();
    made->id = text_of(json, "id");
    const Json& address = json.at("address");
    made->address = {.region = address.at(0),
                     .subject = address.at(1),
                     .unit = address.at(2),
                     .period = period_of(address.at(3)),
                     .view = address.at(4),
                     .column = address.at(5)};
    made->label = local_of(json, "label");
    if (json.contains("value")) made->value = exact_of(json.at("value"));
    const Json& unit = json.at("unit");
    made->unit.symbol = text_of(unit, "symbol");
    made->unit.factor = exact_of(unit.at("factor"));
    if (unit.contains("dimensions")) {
      for (const auto& [base, exponent] : unit.at("dimensions").items()) {
        made->unit.dimensions[base] = exponent.get<int>();
      }
    }
    made->format = format_of(json.at("format"));
    made->state = known(parse_state(text_of(json, "state")));
    made->state_note = local_of(json, "state_note");
    made->parts_present = json.at("parts").at(0).get<int>();
    made->parts_expected = json.at("parts").at(1).get<int>();
    made->operation = enumerator(json, "operation", Operation::absent);
    made->period = period_of(json.at("period"));
    made->scenario = known(parse_scenario(text_of(json, "scenario")));
    if (json.contains("made")) made->made = known(Month::parse(text_of(json, "made")));
    if (json.contains("interval")) {
      made->interval = {exact_of(json.at("interval").at(0)), exact_of(json.at("interval").at(1))};
    }
    made->definition = text_of(json, "definition");
    made->definition_version = json.at("version").get<int>();
    made->explanation = local_of(json, "explanation");
    made->definition_source = text_of(json, "definition_source");
    if (json.contains("operands")) {
      for (const Json& operand : json.at("operands")) made->operands.push_back(figure(operand));
    }
    if (json.contains("sources")) {
      for (const Json& source : json.at("sources")) {
        made->sources.push_back({.delivery = source.at(0).get<int>(),
                                 .line = source.at(1).get<int>(),
                                 .written = source.at(2),
                                 .note = source.at(3)});
      }
    }
    return made;
  }

  Runs runs_of(const Json& json) const {
    Runs runs;
    for (const Json& each : json) {
      const auto style = enumerator(each, "style", TextRun::Style::emphasis);
      if (each.contains("figure")) {
        FigureRun run{.figure = figure(each.at("figure")),
                      .text = text_of(each, "text"),
                      .magnitude = flag_of(each, "magnitude"),
                      .style = style};
        if (!run.figure) throw NoArchive();
        if (each.contains("show")) run.show = format_of(each.at("show"));
        runs.emplace_back(std::move(run));
      } else if (each.contains("text")) {
        runs.emplace_back(TextRun{text_of(each, "text"), style, text_of(each, "link")});
      } else {
        runs.emplace_back(LineBreak{});
      }
    }
    return runs;
  }

  Block block_of(const Json& json) const {
    const std::string kind = text_of(json, "kind");
    if (kind == "heading") {
      return Heading{json.at("level").get<int>(), text_of(json, "id"), text_of(json, "text")};
    }
    if (kind == "paragraph") {
      return Paragraph{.runs = runs_of(json.at("runs")),
                       .lead = flag_of(json, "lead"),
                       .byline = text_of(json, "byline"),
                       .comment = flag_of(json, "comment")};
    }
    if (kind == "list") {
      BulletList list{
          .ordered = flag_of(json, "ordered"), .items = {}, .comment = flag_of(json, "comment")};
      for (const Json& item : json.at("items")) list.items.push_back(runs_of(item));
      return list;
    }
    if (kind == "contents") return TableOfContents{};
    if (kind == "table") return table_of(json);
    if (kind != "chart") throw NoArchive();
    Chart chart{.kind = known(parse_chart_kind(text_of(json, "chart"))),
                .data = table_of(json),
                .description = text_of(json, "description"),
                .series = {}};
    for (const Json& each : json.at("series")) {
      chart.series.push_back(
          {known(parse_series_role(each.at(0).get<std::string>())), each.at(1).get<std::size_t>()});
    }
    return chart;
  }

  Table table_of(const Json& json) const {
    Table table;
    table.id = text_of(json, "id");
    table.sheet = text_of(json, "sheet");
    table.caption = text_of(json, "caption");
    table.summary = text_of(json, "summary");
    table.measure_unit = text_of(json, "measure_unit");
    for (const Json& align : json.at("columns")) {
      table.columns.push_back(align.get<int>() == 0 ? Table::Align::start : Table::Align::end);
    }
    for (const Json& line : json.at("header")) {
      auto& cells = table.header.emplace_back();
      for (const Json& cell : line) {
        cells.push_back({.runs = runs_of(cell.at("runs")),
                         .column_span = cell.at("span").at(0).get<int>(),
                         .row_span = cell.at("span").at(1).get<int>()});
      }
    }
    for (const Json& row : json.at("rows")) table.rows.push_back(row_of(row));
    if (json.contains("notes")) table.notes = json.at("notes").get<std::vector<std::string>>();
    table.source = text_of(json, "source");
    return table;
  }

  Table::Row row_of(const Json& json) const {
    Table::Row row{.style = enumerator(json, "style", Table::Row::Style::heading),
                   .indent = json.value("indent", 0),
                   .cells = {}};
    for (const Json& cell : json.at("cells")) {
      row.cells.push_back({.runs = runs_of(cell.at("runs")),
                           .fill = known(parse_fill(cell.value("fill", std::string("none")))),
                           .row_header = flag_of(cell, "row_header"),
                           .column_span = cell.value("span", 1)});
    }
    return row;
  }

  const Json& json_;
  std::vector<FigurePtr> figures_;
};

}  // namespace

std::optional<Document> from_archive(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    return Reader(json).read();
  } catch (const Json::exception&) {
    return std::nullopt;
  } catch (const NoArchive&) {
    return std::nullopt;
  } catch (const std::out_of_range&) {
    return std::nullopt;
  }
}

}  // namespace redthread::report
