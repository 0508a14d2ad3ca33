// SPDX-License-Identifier: Apache-2.0
#include "report/docx/look.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "report/docx/look_parts.hpp"
#include "report/docx/word_xml.hpp"

namespace redthread::report {
namespace {

constexpr std::string_view relation_kind =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
constexpr std::string_view word_type =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// `TITLE \* MERGEFORMAT` -> `TITLE`.
std::string_view first_word(std::string_view code) {
  while (code.starts_with(' ')) code.remove_prefix(1);
  return code.substr(0, code.find(' '));
}

/// Fills the fields of a header or footer that show the document's properties, so that they are
/// right before any program has updated them.
class FieldFiller {
 public:
  explicit FieldFiller(const Document& document) : document_(document) {}

  void fill(pugi::xml_node root) {
    pugi::xpath_node_set nodes =
        root.select_nodes(".//w:fldSimple | .//w:fldChar | .//w:instrText | .//w:t");
    nodes.sort();  // in reading order
    for (const auto& found : nodes) {
      pugi::xml_node node = found.node();
      if (std::strcmp(node.name(), "w:fldSimple") == 0) {
        begin(node.attribute("w:instr").value());
        simple_ = node;
      } else if (std::strcmp(node.name(), "w:instrText") == 0) {
        code_ += node.child_value();
      } else if (std::strcmp(node.name(), "w:fldChar") == 0) {
        const std::string_view type = node.attribute("w:fldCharType").value();
        if (type == "begin") code_.clear();
        if (type == "separate") begin(code_);
        if (type == "end") value_ = nullptr;
        simple_ = {};
      } else {
        set(node);
      }
    }
  }

 private:
  void begin(std::string_view code) {
    const std::string_view name = first_word(code);
    value_ = name == "TITLE"     ? &document_.title
             : name == "SUBJECT" ? &document_.subtitle
             : name == "AUTHOR"  ? &document_.publisher
                                 : nullptr;
    written_ = false;
  }

  void set(pugi::xml_node text) {
    if (simple_ && text.parent().parent() != simple_) {
      value_ = nullptr;
      simple_ = {};
    }
    if (value_ == nullptr) return;
    text.text().set(std::exchange(written_, true) ? "" : printable(*value_).c_str());
  }

  /// What XML can hold, as `append_xml` writes it.
  static std::string printable(const std::string& text) {
    std::string xml = "<t>";
    append_xml(xml, text);
    xml += "</t>";
    pugi::xml_document read;
    read.load_string(xml.c_str(), pugi::parse_default | pugi::parse_ws_pcdata);
    return read.child("t").child_value();
  }

  const Document& document_;
  const std::string* value_ = nullptr;
  std::string code_;
  pugi::xml_node simple_;
  bool written_ = false;
};

class LookMaker {
 public:
  LookMaker(const Reference& reference, const Document& document)
      : reference_(reference), document_(document) {}

  Look make() {
    look_.page = reference_.page;
    look_.title_page = reference_.title_page;
    add_xml("styles", merged_styles(reference_, document_.language, look_), {});
    take_numbering(reference_, look_);
    look_.relations.push_back({"rIdNumbering", kind("numbering"), "numbering.xml"});
    look_.types["word/numbering.xml"] = std::string(word_type) + "numbering+xml";
    relate(reference_.numbering.relations, "word/numbering.xml");
    add_xml("settings", made_settings(reference_, document_.language), {});
    add_xml("fontTable", xml_declaration() + reference_.fonts.xml, reference_.fonts.relations);
    if (!reference_.theme.xml.empty()) {
      look_.parts.push_back({"word/theme/theme1.xml", xml_declaration() + reference_.theme.xml});
      look_.types["word/theme/theme1.xml"] =
          "application/vnd.openxmlformats-officedocument.theme+xml";
      look_.relations.push_back({"rIdTheme", kind("theme"), "theme/theme1.xml"});
      relate(reference_.theme.relations, look_.parts.back().name);
    }
    int number = 0;
    for (const Reference::Margin& margin : reference_.margins) add_margin(margin, ++number);
    for (const auto& [name, bytes] : reference_.pictures) {
      look_.parts.push_back({picture_name(name), bytes});
    }
    return std::move(look_);
  }

 private:
  static std::string kind(std::string_view name) {
    return std::string(relation_kind) + std::string(name);
  }

  /// A part of word/ with the relation `rId<Name>`; nothing when it has no content.
  void add_xml(const std::string& name, std::string xml, const std::vector<Relation>& relations) {
    if (xml == xml_declaration()) return;
    const std::string part = "word/" + name + ".xml";
    look_.types[part] = std::string(word_type) + name + "+xml";
    look_.relations.push_back({"rId" + name, kind(name), name + ".xml"});
    look_.parts.push_back({part, std::move(xml)});
    relate(relations, part);
  }

  void add_margin(const Reference::Margin& margin, int number) {
    const std::string kind_name = margin.tag == "w:headerReference" ? "header" : "footer";
    const std::string name = kind_name + std::to_string(number);
    pugi::xml_document xml;
    xml.load_string(margin.part.xml.c_str(), pugi::parse_default | pugi::parse_ws_pcdata);
    FieldFiller(document_).fill(xml.document_element());
    const std::string part = "word/" + name + ".xml";
    look_.parts.push_back({part, xml_declaration() + to_text(xml.document_element())});
    look_.types[part] = std::string(word_type) + kind_name + "+xml";
    look_.relations.push_back({"rId" + name, kind(kind_name), name + ".xml"});
    look_.margins.push_back({margin.tag, margin.type, "rId" + name});
    relate(margin.part.relations, part);
  }

  /// Pictures of the reference keep their kind and get our own names.
  std::string picture_name(const std::string& original) const {
    const auto at = reference_.pictures.find(original);
    const auto number = std::distance(reference_.pictures.begin(), at) + 1;
    return "word/media/look" + std::to_string(number) + original.substr(original.rfind('.'));
  }

  void relate(const std::vector<Relation>& relations, const std::string& part) {
    if (relations.empty()) return;
    std::vector<Relation> own = relations;
    for (Relation& each : own) {
      if (!each.external) each.target = "/" + picture_name(each.target);
    }
    const std::size_t slash = part.rfind('/') + 1;
    look_.parts.push_back(
        {part.substr(0, slash) + "_rels/" + part.substr(slash) + ".rels", relations_xml(own)});
  }

  const Reference& reference_;
  const Document& document_;
  Look look_;
};

pugi::xml_node with_value(pugi::xml_node parent, const char* name, const char* value) {
  pugi::xml_node node = parent.append_child(name);
  node.append_attribute("w:val") = value;
  return node;
}

/// A list's definition: one level for the text, one for lists inside a comment.
void append_definition(std::string& xml, int id, bool bullet) {
  xml += "<w:abstractNum w:abstractNumId=\"" + std::to_string(id) +
         "\"><w:multiLevelType w:val=\"hybridMultilevel\"/>";
  for (int level = 0; level < 2; ++level) {
    const std::string left = std::to_string(340 + level * 284);
    xml +=
        "<w:lvl w:ilvl=\"" + std::to_string(level) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"";
    xml += bullet ? "bullet" : "decimal";
    xml += "\"/><w:lvlText w:val=\"";
    xml += bullet ? "\u2022" : "%" + std::to_string(level + 1) + ".";
    xml += "\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"" + left +
           "\" w:hanging=\"340\"/></w:pPr></w:lvl>";
  }
  xml += "</w:abstractNum>";
}

}  // namespace

const char* language_tag(Language language) {
  return language == Language::swedish ? "sv-SE" : "en-GB";
}

std::string to_text(const pugi::xml_node& node) {
  struct Text : pugi::xml_writer {
    std::string text;
    void write(const void* data, std::size_t size) override {
      text.append(static_cast<const char*>(data), size);
    }
  } text;
  node.print(text, "", pugi::format_raw);
  return std::move(text.text);
}

std::string xml_declaration() {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
}

std::string relations_xml(const std::vector<Relation>& relations) {
  std::string xml = xml_declaration() +
                    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                    "relationships\">";
  for (const Relation& each : relations) {
    xml += "<Relationship";
    append_attribute(xml, "Id", each.id);
    append_attribute(xml, "Type", each.type);
    append_attribute(xml, "Target", each.target);
    if (each.external) xml += " TargetMode=\"External\"";
    xml += "/>";
  }
  return xml + "</Relationships>";
}

void take_numbering(const Reference& reference, Look& look) {
  pugi::xml_document xml;
  xml.load_string(reference.numbering.xml.c_str(), pugi::parse_default | pugi::parse_ws_pcdata);
  pugi::xml_node root = xml.child("w:numbering");
  if (!root) {
    root = xml.append_child("w:numbering");
    root.append_attribute("xmlns:w") =
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  }
  int definition = 0;
  for (const char* name : {"w:numPicBullet", "w:abstractNum"}) {
    for (const auto& each : root.children(name)) {
      look.numbering_head += to_text(each);
      definition = std::max(definition, each.attribute("w:abstractNumId").as_int() + 1);
    }
  }
  for (const auto& each : root.children("w:num")) {
    look.numbering_used += to_text(each);
    look.next_number = std::max(look.next_number, each.attribute("w:numId").as_int() + 1);
  }
  look.bullet_definition = definition;
  look.number_definition = definition + 1;
  append_definition(look.numbering_head, look.bullet_definition, true);
  append_definition(look.numbering_head, look.number_definition, false);
  while (root.first_child()) root.remove_child(root.first_child());
  root.append_child(pugi::node_pcdata).set_value("-");
  const std::string empty = to_text(root);
  look.numbering_head =
      xml_declaration() + empty.substr(0, empty.rfind("-<")) + look.numbering_head;
}

std::string made_settings(const Reference& reference, Language language) {
  pugi::xml_document from;
  from.load_string(reference.settings.xml.c_str());
  const pugi::xml_node theirs = from.child("w:settings");
  pugi::xml_document made;
  pugi::xml_node ours = made.append_child("w:settings");
  ours.append_attribute("xmlns:w") = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const auto take = [&](const char* name) {
    if (theirs.child(name)) ours.append_copy(theirs.child(name));
  };
  // In the order that the schema wants.
  take("w:mirrorMargins");
  take("w:gutterAtTop");
  take("w:defaultTabStop");
  if (theirs) {
    take("w:autoHyphenation");
    take("w:consecutiveHyphenLimit");
    take("w:hyphenationZone");
    take("w:doNotHyphenateCaps");
  } else {
    ours.append_child("w:autoHyphenation");
    with_value(ours, "w:consecutiveHyphenLimit", "2");
    with_value(ours, "w:hyphenationZone", "425");
    ours.append_child("w:doNotHyphenateCaps");
  }
  take("w:evenAndOddHeaders");
  // Only the program that shows the document knows the page numbers of its table of contents.
  // Without this Word would leave them out until someone asks for an update.
  with_value(ours, "w:updateFields", "true");
  pugi::xml_node compat = ours.append_child("w:compat");
  for (const auto& [name, value] : {std::pair{"compatibilityMode", "15"},
                                    {"overrideTableStyleFontSizeAndJustification", "1"},
                                    {"enableOpenTypeFeatures", "1"}}) {
    pugi::xml_node setting = compat.append_child("w:compatSetting");
    setting.append_attribute("w:name") = name;
    setting.append_attribute("w:uri") = "http://schemas.microsoft.com/office/word";
    setting.append_attribute("w:val") = value;
  }
  with_value(ours, "w:themeFontLang", language_tag(language));
  take("w:clrSchemeMapping");
  with_value(ours, "w:decimalSymbol", language == Language::swedish ? "," : ".");
  with_value(ours, "w:listSeparator", language == Language::swedish ? ";" : ",");
  return xml_declaration() + to_text(ours);
}

Look make_look(const Reference& reference, const Document& document) {
  return LookMaker(reference, document).make();
}

}  // namespace redthread::report
