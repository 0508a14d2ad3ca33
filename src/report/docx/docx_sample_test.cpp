// SPDX-License-Identifier: Apache-2.0
#include "report/docx/docx_sample_test.hpp"

#include <cstring>
#include <memory>

#include <gtest/gtest.h>
#include <pugixml.hpp>

#include "report/package.hpp"
#include "report/sample_test.hpp"

namespace redthread::report {
namespace {

const char* value(const pugi::xml_node& node, const char* child) {
  return node.child(child).attribute("w:val").value();
}

std::string text_below(const pugi::xml_node& paragraph) {
  std::string text;
  pugi::xpath_node_set nodes =
      paragraph.select_nodes(".//w:r/w:t | .//w:r/w:tab | .//w:r/w:br | .//w:r/w:softHyphen");
  nodes.sort();
  for (const auto& found : nodes) {
    const pugi::xml_node node = found.node();
    if (std::strcmp(node.name(), "w:t") == 0) text += node.child_value();
    if (std::strcmp(node.name(), "w:tab") == 0) text += '\t';
    if (std::strcmp(node.name(), "w:br") == 0) text += '\n';
    if (std::strcmp(node.name(), "w:softHyphen") == 0) text += "\u00AD";
  }
  return text;
}

/// Runs as text, figures in brackets, links and pictures told.
std::string told(const pugi::xml_node& paragraph) {
  std::string text;
  pugi::xpath_node_set nodes =
      paragraph.select_nodes(".//w:r | .//w:hyperlink | .//w:bookmarkStart");
  nodes.sort();
  for (const auto& found : nodes) {
    const pugi::xml_node node = found.node();
    if (std::strcmp(node.name(), "w:hyperlink") == 0) {
      text += "{link " + std::string(node.attribute("w:anchor").value()) +
              node.attribute("r:id").value() + "}";
    } else if (std::strcmp(node.name(), "w:bookmarkStart") == 0) {
      text += "{" + std::string(node.attribute("w:name").value()) + "}";
    } else {
      const std::string style = value(node.child("w:rPr"), "w:rStyle");
      const bool figure = style == "RtFigure";
      for (const auto& child : node.children()) {
        if (std::strcmp(child.name(), "w:t") == 0) {
          text += figure ? std::string("[") + child.child_value() + "]" : child.child_value();
        } else if (std::strcmp(child.name(), "w:instrText") == 0) {
          text += std::string("{field") + child.child_value() + "}";
        } else if (std::strcmp(child.name(), "w:drawing") == 0) {
          const auto about = child.child("wp:inline").child("wp:docPr");
          text += std::string("{picture ") + about.attribute("name").value() + ": " +
                  about.attribute("descr").value() + "}";
        } else if (std::strcmp(child.name(), "w:br") == 0) {
          text += " / ";
        } else if (std::strcmp(child.name(), "w:tab") == 0) {
          text += " -> ";
        }
      }
    }
  }
  return text;
}

void tell_table(const pugi::xml_node& table, std::string& outline) {
  outline += "table";
  const pugi::xml_node properties = table.child("w:tblPr");
  outline += std::string(" \"") + value(properties, "w:tblCaption") + "\" \"" +
             value(properties, "w:tblDescription") + "\"\n";
  for (const auto& row : table.children("w:tr")) {
    outline += row.child("w:trPr").child("w:tblHeader") ? "  = " : "  | ";
    for (const auto& cell : row.children("w:tc")) {
      const pugi::xml_node about = cell.child("w:tcPr");
      if (about.child("w:gridSpan")) outline += std::string("<") + value(about, "w:gridSpan") + ">";
      if (about.child("w:vMerge")) outline += std::string("<") + value(about, "w:vMerge") + ">";
      if (about.child("w:shd")) {
        outline += std::string("<") + about.child("w:shd").attribute("w:fill").value() + ">";
      }
      for (const auto& paragraph : cell.children("w:p")) {
        const pugi::xml_node look = paragraph.child("w:pPr");
        if (look.child("w:ind")) outline += "..";
        if (look.child("w:jc")) outline += ">";
        outline += told(paragraph) + " | ";
      }
    }
    outline.erase(outline.find_last_not_of(' ') + 1);
    outline += "\n";
  }
}

void tell_section(const pugi::xml_node& section, std::string& outline) {
  if (!section) return;
  outline += "section ";
  outline += section.child("w:pgSz").attribute("w:orient").as_string("portrait");
  if (section.child("w:cols").attribute("w:num")) outline += " in columns";
  outline += section.child("w:titlePg") ? " with a first page\n" : "\n";
}

void tell(const pugi::xml_node& parent, std::string& outline) {
  for (const auto& node : parent.children()) {
    if (std::strcmp(node.name(), "w:tbl") == 0) tell_table(node, outline);
    if (std::strcmp(node.name(), "w:sdt") == 0) tell(node.child("w:sdtContent"), outline);
    if (std::strcmp(node.name(), "w:sectPr") == 0) tell_section(node, outline);
    if (std::strcmp(node.name(), "w:p") == 0) {
      outline += std::string(value(node.child("w:pPr"), "w:pStyle")) + ": " + told(node) + "\n";
      tell_section(node.child("w:pPr").child("w:sectPr"), outline);
    }
  }
}

pugi::xml_document document_of(const std::string& bytes) {
  pugi::xml_document xml;
  const std::string text = parts_of(bytes)["word/document.xml"];
  xml.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  return xml;
}

Table small_table(const std::string& id, const std::string& caption) {
  Table table;
  table.id = id;
  table.caption = caption;
  table.measure_unit = "Belopp i mnkr";
  table.source = "Ekonomisystemet";
  table.columns = {Table::Align::start, Table::Align::end, Table::Align::end};
  table.header = {
      {{.runs = {TextRun{"Månad"}}}, {.runs = {TextRun{"Utfall"}}}, {.runs = {TextRun{"Budget"}}}}};
  for (const char* month : {"jan", "feb", "mars", "apr"}) {
    Table::Row row;
    row.cells.push_back({.runs = {TextRun{month}}, .row_header = true});
    for (const char* value : {"-31.4", "12.5"}) {
      const FigurePtr figure =
          sample_figure(id + "." + month, month, "ytd", value, *parse_number_format("mnkr 1"));
      row.cells.push_back({.runs = {FigureRun{figure, figure->text(Language::swedish, false)}}});
    }
    table.rows.push_back(row);
  }
  return table;
}

}  // namespace

Parts parts_of(const std::string& bytes) {
  Parts parts;
  const Package package(bytes);
  if (!package.good()) return parts;
  for (const std::string& name : package.names()) parts[name] = package.read(name).value_or("");
  return parts;
}

std::string packed(const Parts& parts) {
  std::vector<Part> list;
  for (const auto& [name, bytes] : parts) list.push_back({name, bytes});
  return zip_parts(list);
}

std::string with_part(const std::string& bytes, const std::string& part, const std::string& from,
                      const std::string& to) {
  Parts parts = parts_of(bytes);
  std::string& text = parts[part];
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << part << " has no " << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return packed(parts);
}

std::vector<std::string> lines_of(const std::string& bytes) {
  std::vector<std::string> lines;
  const pugi::xml_document xml = document_of(bytes);
  for (const auto& found : xml.select_nodes("//w:p")) lines.push_back(text_below(found.node()));
  return lines;
}

std::string outline_of(const std::string& bytes) {
  std::string outline;
  tell(document_of(bytes).child("w:document").child("w:body"), outline);
  return outline;
}

Picture sample_picture(const std::string& title) {
  std::string svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"620\" height=\"260\" viewBox=\"0 0 620 "
      "260\" font-family=\"Arial, 'Liberation Sans', sans-serif\" font-size=\"13\"><title>";
  svg += title + "</title><desc>Fyra staplar.</desc>";
  svg += "<line x1=\"40\" y1=\"220\" x2=\"600\" y2=\"220\" stroke=\"#1d2327\"/>";
  const char* months[] = {"jan", "feb", "mars", "apr"};
  for (int i = 0; i < 4; ++i) {
    const std::string x = std::to_string(80 + i * 135);
    const std::string height = std::to_string(90 + i * 30);
    const std::string y = std::to_string(220 - (90 + i * 30));
    svg += "<rect x=\"" + x + "\" y=\"" + y + "\" width=\"60\" height=\"" + height +
           "\" fill=\"#9f1b32\"/><text x=\"" + x + "\" y=\"240\">" + months[i] + "</text>";
  }
  return {svg + "</svg>", 620, 260};
}

Document sample_with_charts() {
  Document document = sample_document();
  Chart drawn;
  drawn.data = small_table("diagram-resultat", "Resultat per månad");
  drawn.description = "Utfallet är −31,4 mnkr varje månad & budgeten 12,5 mnkr.";
  drawn.series = {{Chart::Series::Role::outcome, 1}, {Chart::Series::Role::budget, 2}};
  Chart bare = drawn;
  bare.data = small_table("diagram-utan-bild", "Diagram utan bild");
  document.blocks.emplace_back(Heading{1, "diagram-i-word", "Diagram i Word"});
  document.blocks.emplace_back(drawn);
  document.blocks.emplace_back(
      Paragraph{{TextRun{"Se "}, TextRun{"diagrammet", TextRun::Style::plain, "#diagram-resultat"},
                 TextRun{"."}}});
  document.blocks.emplace_back(bare);
  return document;
}

Pictures sample_pictures() { return {{"diagram-resultat", sample_picture("Resultat per månad")}}; }

Table wide_table(int groups, int in_group, int rows) {
  Table table;
  table.id = "bred";
  table.caption = "Bred tabell";
  table.columns.assign(static_cast<std::size_t>(groups * in_group + 1), Table::Align::end);
  table.columns[0] = Table::Align::start;
  table.header.resize(2);
  table.header[0].push_back({.runs = {TextRun{"Enhet"}}, .row_span = 2});
  for (int group = 0; group < groups; ++group) {
    table.header[0].push_back(
        {.runs = {TextRun{"Grupp " + std::to_string(group + 1)}}, .column_span = in_group});
    for (int i = 0; i < in_group; ++i) {
      table.header[1].push_back({.runs = {TextRun{"Utfall " + std::to_string(2015 + i)}}});
    }
  }
  int number = 0;
  for (int i = 0; i < rows; ++i) {
    Table::Row row;
    row.cells.push_back(
        {.runs = {TextRun{"Verksamhet nummer " + std::to_string(i + 1)}}, .row_header = true});
    for (int column = 0; column < groups * in_group; ++column) {
      const FigurePtr figure =
          sample_figure("wide." + std::to_string(i), "Tal", "ytd", std::to_string(++number) + ".5",
                        *parse_number_format("mnkr 1"));
      row.cells.push_back({.runs = {FigureRun{figure, figure->text(Language::swedish, false)}}});
    }
    table.rows.push_back(row);
  }
  return table;
}

}  // namespace redthread::report
