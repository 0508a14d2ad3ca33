// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <string>
#include <variant>

#include <nlohmann/json.hpp>

#include "report/printed_number.hpp"
#include "report/render.hpp"
#include "report/words.hpp"

namespace redthread::report {
namespace {

using Json = nlohmann::ordered_json;

const char* style_word(TextRun::Style style) {
  return style == TextRun::Style::strong ? "strong" : "emphasis";
}

const char* row_word(Table::Row::Style style) {
  switch (style) {
    case Table::Row::Style::normal:
      break;
    case Table::Row::Style::of_which:
      return "of_which";
    case Table::Row::Style::total:
      return "total";
    case Table::Row::Style::heading:
      return "heading";
  }
  return "normal";
}

/// Optional members are left out when they say nothing.
void put(Json& json, const char* name, const std::string& text) {
  if (!text.empty()) json[name] = text;
}

Json runs_json(const Runs& runs) {
  Json json = Json::array();
  for (const Run& run : runs) {
    Json made = Json::object();
    if (const auto* figure = std::get_if<FigureRun>(&run)) {
      made["figure"] = figure->figure->id;
      made["text"] = figure->text;
      if (const auto number = displayed_number(*figure)) made["number"] = number->to_string();
      if (figure->style != TextRun::Style::plain) made["style"] = style_word(figure->style);
    } else if (const auto* text = std::get_if<TextRun>(&run)) {
      made["text"] = text->text;
      if (text->style != TextRun::Style::plain) made["style"] = style_word(text->style);
      put(made, "link", text->link);
    } else {
      made["break"] = true;
    }
    json.push_back(std::move(made));
  }
  return json;
}

Json block_json(const Heading& heading) {
  return {{"heading", heading.text}, {"level", heading.level}, {"id", heading.id}};
}

Json block_json(const Paragraph& paragraph) {
  Json json = {{"paragraph", runs_json(paragraph.runs)}};
  if (paragraph.lead) json["lead"] = true;
  if (paragraph.comment) json["comment"] = true;
  put(json, "byline", paragraph.byline);
  return json;
}

Json block_json(const BulletList& list) {
  Json items = Json::array();
  for (const Runs& item : list.items) items.push_back(runs_json(item));
  Json json = {{"list", std::move(items)}};
  if (list.ordered) json["ordered"] = true;
  if (list.comment) json["comment"] = true;
  return json;
}

Json block_json(const TableOfContents&) { return {{"contents", true}}; }

Json block_json(const Table& table) {
  Json json;
  json["table"] = table.id;
  put(json, "caption", table.caption);
  put(json, "summary", table.summary);
  put(json, "measure_unit", table.measure_unit);
  Json columns = Json::array();
  for (const Table::Align align : table.columns) {
    columns.push_back(align == Table::Align::start ? "start" : "end");
  }
  json["columns"] = std::move(columns);
  Json header = Json::array();
  for (const auto& line : table.header) {
    Json cells = Json::array();
    for (const Table::HeaderCell& cell : line) {
      Json made = {{"runs", runs_json(cell.runs)}};
      if (cell.column_span != 1) made["column_span"] = cell.column_span;
      if (cell.row_span != 1) made["row_span"] = cell.row_span;
      cells.push_back(std::move(made));
    }
    header.push_back(std::move(cells));
  }
  json["header"] = std::move(header);
  Json rows = Json::array();
  for (const Table::Row& row : table.rows) {
    Json made = Json::object();
    if (row.style != Table::Row::Style::normal) made["style"] = row_word(row.style);
    if (row.indent != 0) made["indent"] = row.indent;
    Json cells = Json::array();
    for (const Table::Cell& cell : row.cells) {
      Json each = {{"runs", runs_json(cell.runs)}};
      if (cell.fill != Table::Fill::none) each["fill"] = std::string(to_string(cell.fill));
      if (cell.row_header) each["row_header"] = true;
      if (cell.column_span != 1) each["column_span"] = cell.column_span;
      cells.push_back(std::move(each));
    }
    made["cells"] = std::move(cells);
    rows.push_back(std::move(made));
  }
  json["rows"] = std::move(rows);
  if (!table.notes.empty()) json["notes"] = table.notes;
  put(json, "source", table.source);
  return json;
}

Json block_json(const Chart& chart) {
  Json json = block_json(chart.data);
  Json series = Json::array();
  for (const Chart::Series& each : chart.series) {
    series.push_back({{"role", std::string(to_string(each.role))}, {"column", each.column}});
  }
  json["chart"] = {{"kind", std::string(to_string(chart.kind))},
                   {"description", chart.description},
                   {"series", std::move(series)}};
  return json;
}

Json format_json(const NumberFormat& format) {
  Json json;
  switch (format.style) {
    case NumberFormat::Style::number:
      json["style"] = "number";
      break;
    case NumberFormat::Style::percent:
      json["style"] = "percent";
      break;
    case NumberFormat::Style::points:
      json["style"] = "points";
      break;
    case NumberFormat::Style::duration:
      json["style"] = "duration";
      break;
  }
  json["decimals"] = format.decimals;
  if (format.divisor != Exact(1)) json["divisor"] = format.divisor.to_string();
  put(json, "suffix", format.suffix);
  if (format.always_sign) json["always_sign"] = true;
  return json;
}

class Snapshot {
 public:
  explicit Snapshot(const Document& document) : document_(document) {
    for (const Delivery& delivery : document.deliveries)
      deliveries_.emplace(delivery.id, &delivery);
  }

  Json make() const {
    Json json;
    json["format"] = "redthread-report/1";
    json["document"] = about();
    Json blocks = Json::array();
    for (const Block& block : document_.blocks) {
      blocks.push_back(std::visit([](const auto& each) { return block_json(each); }, block));
    }
    json["blocks"] = std::move(blocks);
    Json figures = Json::array();
    for (const FigurePtr& figure : all_figures(document_)) figures.push_back(figure_json(*figure));
    json["figures"] = std::move(figures);
    Json definitions = Json::array();
    for (const Definition& definition : document_.definitions) {
      Json made = {
          {"key", definition.key}, {"version", definition.version}, {"name", definition.name}};
      put(made, "text", definition.text);
      put(made, "formula", definition.formula);
      put(made, "source", definition.source);
      definitions.push_back(std::move(made));
    }
    json["definitions"] = std::move(definitions);
    Json deliveries = Json::array();
    for (const Delivery& delivery : document_.deliveries) {
      deliveries.push_back({{"file", delivery.file},
                            {"sha256", delivery.sha256},
                            {"rows", std::to_string(delivery.rows)}});
    }
    json["deliveries"] = std::move(deliveries);
    return json;
  }

 private:
  Json about() const {
    Json json;
    json["region"] = document_.region;
    json["report"] = document_.report;
    json["title"] = document_.title;
    put(json, "subtitle", document_.subtitle);
    put(json, "publisher", document_.publisher);
    put(json, "status", document_.status);
    json["language"] = words(document_.language).code;
    json["period"] = document_.period.to_span_string();
    json["catalog_sha256"] = document_.catalog_sha256;
    put(json, "plan", document_.plan);
    return json;
  }

  Json figure_json(const Figure& figure) const {
    const Language language = document_.language;
    Json json;
    json["id"] = figure.id;
    json["label"] = figure.label.in(language);
    json["value"] = figure.value ? Json(figure.value->to_string()) : Json(nullptr);
    json["unit"] = figure.unit.symbol;
    json["text"] = figure.text(language);
    json["format"] = format_json(figure.format);
    json["state"] = to_string(figure.state);
    put(json, "state_note", figure.state_note.in(language));
    if (figure.parts_expected != 1 || figure.parts_present != 1) {
      json["parts_present"] = figure.parts_present;
      json["parts_expected"] = figure.parts_expected;
    }
    json["period"] = figure.period.to_span_string();
    json["scenario"] = to_string(figure.scenario);
    if (figure.made) json["made"] = figure.made->to_string();
    if (figure.interval) {
      json["interval"] = {{"low", figure.interval->low.to_string()},
                          {"high", figure.interval->high.to_string()},
                          {"text", interval_text(figure, language)}};
    }
    json["operation"] = std::string(to_string(figure.operation));
    put(json, "definition", figure.definition);
    json["version"] = figure.definition_version;
    if (!figure.operands.empty()) {
      Json operands = Json::array();
      for (const FigurePtr& operand : figure.operands) {
        if (operand) operands.push_back(operand->id);
      }
      json["operands"] = std::move(operands);
    }
    if (!figure.sources.empty()) {
      Json sources = Json::array();
      for (const SourceRow& source : figure.sources) sources.push_back(source_json(source));
      json["sources"] = std::move(sources);
    }
    return json;
  }

  Json source_json(const SourceRow& source) const {
    Json json;
    const auto delivery = deliveries_.find(source.delivery);
    if (delivery != deliveries_.end()) {
      json["file"] = delivery->second->file;
      json["sha256"] = delivery->second->sha256;
    }
    json["line"] = source.line;
    json["written"] = source.written;
    put(json, "note", source.note);
    return json;
  }

  const Document& document_;
  std::map<int, const Delivery*> deliveries_;
};

}  // namespace

std::string render_json(const Document& document) {
  // What is not UTF-8 is replaced rather than refused: a snapshot is always made.
  return Snapshot(document).make().dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace redthread::report
