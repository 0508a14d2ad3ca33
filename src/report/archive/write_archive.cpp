// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "report/archive.hpp"

namespace redthread::report {
namespace {

using Json = nlohmann::ordered_json;

void put(Json& json, const char* name, const std::string& text) {
  if (!text.empty()) json[name] = text;
}
void put(Json& json, const char* name, bool flag) {
  if (flag) json[name] = true;
}
void put(Json& json, const char* name, const LocalText& text) {
  if (!text.sv.empty() || !text.en.empty()) json[name] = {text.sv, text.en};
}

Json format_json(const NumberFormat& format) {
  Json json = {{"style", static_cast<int>(format.style)},
               {"decimals", format.decimals},
               {"divisor", format.divisor.to_string()}};
  put(json, "suffix", format.suffix);
  put(json, "always_sign", format.always_sign);
  return json;
}

class Writer {
 public:
  explicit Writer(const Document& document) : document_(document) {
    for (std::size_t i = 0; i < document.deliveries.size(); ++i) {
      deliveries_.emplace(document.deliveries[i].id, static_cast<int>(i) + 1);
    }
  }

  Json write() {
    Json json = {{"format", "redthread-document/1"}};
    json["region"] = document_.region;
    json["report"] = document_.report;
    json["title"] = document_.title;
    put(json, "subtitle", document_.subtitle);
    put(json, "publisher", document_.publisher);
    put(json, "status", document_.status);
    json["language"] = document_.language == Language::swedish ? "sv" : "en";
    json["period"] = document_.period.to_span_string();
    put(json, "catalog_sha256", document_.catalog_sha256);
    put(json, "plan", document_.plan);
    json["deliveries"] = deliveries();
    json["definitions"] = definitions();
    json["units"] = document_.names.units;
    json["columns"] = document_.names.columns;
    Json blocks = Json::array();
    for (const Block& block : document_.blocks) {
      blocks.push_back(std::visit([this](const auto& each) { return block_json(each); }, block));
    }
    json["figures"] = std::move(figures_);
    json["blocks"] = std::move(blocks);
    return json;
  }

 private:
  Json deliveries() const {
    Json list = Json::array();
    for (const Delivery& delivery : document_.deliveries) {
      list.push_back({{"fact", delivery.fact},
                      {"file", delivery.file},
                      {"sha256", delivery.sha256},
                      {"rows", delivery.rows},
                      {"quarantined", delivery.quarantined},
                      {"span", delivery.span ? delivery.span->to_span_string() : ""},
                      {"label", delivery.label},
                      {"read_as", delivery.format}});
    }
    return list;
  }

  Json definitions() const {
    Json list = Json::array();
    for (const Definition& each : document_.definitions) {
      list.push_back({{"key", each.key},
                      {"name", each.name},
                      {"text", each.text},
                      {"formula", each.formula},
                      {"source", each.source},
                      {"version", each.version}});
    }
    return list;
  }

  /// The number of a figure; its operands are written before it.
  int number_of(const FigurePtr& figure) {
    if (!figure) return -1;
    if (const auto known = numbers_.find(figure.get()); known != numbers_.end()) {
      return known->second;
    }
    Json operands = Json::array();
    for (const FigurePtr& operand : figure->operands) operands.push_back(number_of(operand));
    Json json = figure_json(*figure);
    if (!operands.empty()) json["operands"] = std::move(operands);
    figures_.push_back(std::move(json));
    const auto number = static_cast<int>(figures_.size()) - 1;
    numbers_.emplace(figure.get(), number);
    return number;
  }

  Json figure_json(const Figure& figure) const {
    const FigureAddress& address = figure.address;
    Json json = {{"id", figure.id}};
    json["address"] = {address.region, address.subject,
                       address.unit,   address.period.to_span_string(),
                       address.view,   address.column};
    put(json, "label", figure.label);
    if (figure.value) json["value"] = figure.value->to_string();
    Json unit = {{"symbol", figure.unit.symbol}, {"factor", figure.unit.factor.to_string()}};
    if (!figure.unit.dimensions.empty()) unit["dimensions"] = figure.unit.dimensions;
    json["unit"] = std::move(unit);
    json["format"] = format_json(figure.format);
    json["state"] = std::string(to_string(figure.state));
    put(json, "state_note", figure.state_note);
    json["parts"] = {figure.parts_present, figure.parts_expected};
    json["operation"] = static_cast<int>(figure.operation);
    json["period"] = figure.period.to_span_string();
    json["scenario"] = std::string(to_string(figure.scenario));
    if (figure.made) json["made"] = figure.made->to_string();
    if (figure.interval) {
      json["interval"] = {figure.interval->low.to_string(), figure.interval->high.to_string()};
    }
    put(json, "definition", figure.definition);
    json["version"] = figure.definition_version;
    put(json, "explanation", figure.explanation);
    put(json, "definition_source", figure.definition_source);
    if (!figure.sources.empty()) {
      Json sources = Json::array();
      for (const SourceRow& source : figure.sources) {
        const auto delivery = deliveries_.find(source.delivery);
        sources.push_back({delivery == deliveries_.end() ? 0 : delivery->second, source.line,
                           source.written, source.note});
      }
      json["sources"] = std::move(sources);
    }
    return json;
  }

  Json runs_json(const Runs& runs) {
    Json list = Json::array();
    for (const Run& run : runs) {
      Json json = Json::object();
      if (const auto* text = std::get_if<TextRun>(&run)) {
        json["text"] = text->text;
        if (text->style != TextRun::Style::plain) json["style"] = static_cast<int>(text->style);
        put(json, "link", text->link);
      } else if (const auto* figure = std::get_if<FigureRun>(&run)) {
        json["figure"] = number_of(figure->figure);
        json["text"] = figure->text;
        if (figure->style != TextRun::Style::plain) {
          json["style"] = static_cast<int>(figure->style);
        }
        put(json, "magnitude", figure->magnitude);
        if (figure->show) json["show"] = format_json(*figure->show);
      }
      list.push_back(std::move(json));
    }
    return list;
  }

  static Json block_json(const Heading& heading) {
    return {
        {"kind", "heading"}, {"level", heading.level}, {"id", heading.id}, {"text", heading.text}};
  }
  Json block_json(const Paragraph& paragraph) {
    Json json = {{"kind", "paragraph"}, {"runs", runs_json(paragraph.runs)}};
    put(json, "lead", paragraph.lead);
    put(json, "byline", paragraph.byline);
    put(json, "comment", paragraph.comment);
    return json;
  }
  Json block_json(const BulletList& list) {
    Json items = Json::array();
    for (const Runs& item : list.items) items.push_back(runs_json(item));
    Json json = {{"kind", "list"}, {"items", std::move(items)}};
    put(json, "ordered", list.ordered);
    put(json, "comment", list.comment);
    return json;
  }
  static Json block_json(const TableOfContents&) { return {{"kind", "contents"}}; }
  Json block_json(const Table& table) {
    Json json = table_json(table);
    json["kind"] = "table";
    return json;
  }
  Json block_json(const Chart& chart) {
    Json json = table_json(chart.data);
    json["kind"] = "chart";
    json["chart"] = std::string(to_string(chart.kind));
    json["description"] = chart.description;
    Json series = Json::array();
    for (const Chart::Series& each : chart.series) {
      series.push_back({std::string(to_string(each.role)), each.column});
    }
    json["series"] = std::move(series);
    return json;
  }

  Json table_json(const Table& table) {
    Json json = {{"id", table.id}};
    put(json, "sheet", table.sheet);
    put(json, "caption", table.caption);
    put(json, "summary", table.summary);
    put(json, "measure_unit", table.measure_unit);
    Json columns = Json::array();
    for (const Table::Align align : table.columns) columns.push_back(static_cast<int>(align));
    json["columns"] = std::move(columns);
    Json header = Json::array();
    for (const auto& line : table.header) {
      Json cells = Json::array();
      for (const Table::HeaderCell& cell : line) {
        cells.push_back(
            {{"runs", runs_json(cell.runs)}, {"span", {cell.column_span, cell.row_span}}});
      }
      header.push_back(std::move(cells));
    }
    json["header"] = std::move(header);
    Json rows = Json::array();
    for (const Table::Row& row : table.rows) rows.push_back(row_json(row));
    json["rows"] = std::move(rows);
    if (!table.notes.empty()) json["notes"] = table.notes;
    put(json, "source", table.source);
    return json;
  }

  Json row_json(const Table::Row& row) {
    Json cells = Json::array();
    for (const Table::Cell& cell : row.cells) {
      Json json = {{"runs", runs_json(cell.runs)}};
      if (cell.fill != Table::Fill::none) json["fill"] = std::string(to_string(cell.fill));
      put(json, "row_header", cell.row_header);
      if (cell.column_span != 1) json["span"] = cell.column_span;
      cells.push_back(std::move(json));
    }
    Json json = {{"cells", std::move(cells)}};
    if (row.style != Table::Row::Style::normal) json["style"] = static_cast<int>(row.style);
    if (row.indent != 0) json["indent"] = row.indent;
    return json;
  }

  const Document& document_;
  std::map<int, int> deliveries_;  ///< id -> place among the document's, from 1
  std::unordered_map<const Figure*, int> numbers_;
  Json figures_ = Json::array();
};

}  // namespace

std::string to_archive(const Document& document) {
  return Writer(document).write().dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace redthread::report
