// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "report/docx/docx_body.hpp"
#include "report/docx/look.hpp"
#include "report/docx/raster.hpp"
#include "report/docx/reference.hpp"
#include "report/docx/word_xml.hpp"
#include "report/package.hpp"
#include "report/render.hpp"

namespace redthread::report {
namespace {

constexpr std::string_view declaration =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

Reference reference_of(const std::string& bytes, Language language) {
  if (bytes.empty()) return built_in_reference(language);
  Diagnostics diagnostics;
  auto reference = read_reference(bytes, "reference.docx", diagnostics);
  REDTHREAD_ASSERT(reference, "the reference document has been checked");
  return std::move(*reference);
}

void element(std::string& xml, std::string_view name, std::string_view text,
             std::string_view attributes = {}) {
  if (text.empty()) return;
  xml += '<';
  xml += name;
  xml += attributes;
  xml += '>';
  append_xml(xml, text);
  xml += "</";
  xml += name.substr(0, name.find(' '));
  xml += '>';
}

/// Title, publisher and a date that is the report's, not the day's: the same bytes whenever it is
/// written.
std::string core_properties(const Document& document) {
  std::string xml(declaration);
  xml +=
      "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/"
      "core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">";
  const std::string date = document.period.last().last_day().to_string() + "T12:00:00Z";
  constexpr std::string_view date_type = " xsi:type=\"dcterms:W3CDTF\"";
  element(xml, "cp:contentStatus", document.status);
  element(xml, "dcterms:created", date, date_type);
  element(xml, "dc:creator", document.publisher);
  element(xml, "dc:language", language_tag(document.language));
  element(xml, "dcterms:modified", date, date_type);
  element(xml, "dc:subject", document.subtitle);
  element(xml, "dc:title", document.title);
  return xml + "</cp:coreProperties>";
}

std::string application_properties() {
  return std::string(declaration) +
         "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/"
         "extended-properties\"><Application>Röda tråden</Application></Properties>";
}

std::string package_relations() {
  constexpr std::string_view office =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  return relations_xml(
      {{"rId1", std::string(office) + "officeDocument", "word/document.xml"},
       {"rId2",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml"},
       {"rId3", std::string(office) + "extended-properties", "docProps/app.xml"}});
}

/// Lists: one number for all bullets, one for each ordered list, which begins at 1.
std::string numbering(const Look& look, int lists) {
  std::string xml = look.numbering_head + look.numbering_used;
  for (int i = 0; i <= lists; ++i) {
    const int definition = i == 0 ? look.bullet_definition : look.number_definition;
    xml += "<w:num w:numId=\"" + std::to_string(look.next_number + i) +
           "\"><w:abstractNumId w:val=\"" + std::to_string(definition) + "\"/>";
    for (int level = 0; i > 0 && level < 2; ++level) {
      xml += "<w:lvlOverride w:ilvl=\"" + std::to_string(level) +
             "\"><w:startOverride w:val=\"1\"/></w:lvlOverride>";
    }
    xml += "</w:num>";
  }
  return xml + "</w:numbering>";
}

std::string_view picture_type(std::string_view extension) {
  if (extension == "jpg" || extension == "jpeg") return "image/jpeg";
  if (extension == "svg") return "image/svg+xml";
  if (extension == "emf") return "image/x-emf";
  if (extension == "wmf") return "image/x-wmf";
  if (extension == "gif") return "image/gif";
  if (extension == "bmp") return "image/bmp";
  if (extension == "tiff") return "image/tiff";
  return "image/png";
}

std::string content_types(const std::vector<Part>& parts,
                          const std::map<std::string, std::string>& types) {
  std::string xml(declaration);
  xml += "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">";
  const auto add = [&xml](std::string_view kind, std::string_view key, std::string_view value,
                          std::string_view type) {
    xml += '<';
    xml += kind;
    append_attribute(xml, key, value);
    append_attribute(xml, "ContentType", type);
    xml += "/>";
  };
  add("Default", "Extension", "rels", "application/vnd.openxmlformats-package.relationships+xml");
  add("Default", "Extension", "xml", "application/xml");
  std::set<std::string_view> extensions;
  for (const Part& part : parts) {
    if (!part.name.starts_with("word/media/")) continue;
    const std::string_view extension = std::string_view(part.name).substr(part.name.rfind('.') + 1);
    if (extensions.insert(extension).second) {
      add("Default", "Extension", extension, picture_type(extension));
    }
  }
  for (const auto& [part, type] : types) add("Override", "PartName", "/" + part, type);
  return xml + "</Types>";
}

}  // namespace

std::string render_docx(const Document& document, const Pictures& pictures,
                        const std::string& reference) {
  const Look look = make_look(reference_of(reference, document.language), document);
  DocxBody body = write_body(document, pictures, look);

  std::vector<Relation> relations = look.relations;
  relations.insert(relations.end(), body.relations.begin(), body.relations.end());
  std::map<std::string, std::string> types = look.types;
  types["word/document.xml"] =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
  types["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml";
  types["docProps/app.xml"] =
      "application/vnd.openxmlformats-officedocument.extended-properties+xml";

  std::vector<Part> parts;
  parts.push_back({"[Content_Types].xml", {}});
  parts.push_back({"_rels/.rels", package_relations()});
  parts.push_back({"docProps/core.xml", core_properties(document)});
  parts.push_back({"docProps/app.xml", application_properties()});
  parts.push_back({"word/document.xml", std::move(body.xml)});
  parts.push_back({"word/_rels/document.xml.rels", relations_xml(relations)});
  parts.push_back({"word/numbering.xml", numbering(look, body.lists)});
  parts.insert(parts.end(), look.parts.begin(), look.parts.end());
  std::vector<std::string> drawn = rasterised(body.pictures);
  for (std::size_t i = 0; i < body.pictures.size(); ++i) {
    const std::string name = "word/media/chart" + std::to_string(i + 1);
    parts.push_back({name + ".svg", body.pictures[i]->svg});
    parts.push_back({name + ".png", std::move(drawn[i])});
  }
  parts.front().bytes = content_types(parts, types);
  return zip_parts(parts);
}

}  // namespace redthread::report
