// SPDX-License-Identifier: Apache-2.0
#include "report/docx/docx_check_test.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <set>
#include <string_view>

#include <pugixml.hpp>

#include "report/docx/docx_sample_test.hpp"

namespace redthread::report {
namespace {

/// The children that an element may have, in the schema's order (wml.xsd, transitional).
const std::map<std::string, std::string>& element_order() {
  static const std::string run =
      "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
      "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
      "effect "
      "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath";
  static const std::map<std::string, std::string> orders = {
      {"w:pPr",
       "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
       "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
       "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
       "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
       "rPr sectPr pPrChange"},
      {"w:rPr", run},
      {"w:tbl", "tblPr tblGrid tr"},
      {"w:tblPr",
       "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
       "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
       "tblDescription"},
      {"w:tr", "tblPrEx trPr tc"},
      {"w:trPr", "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader"},
      {"w:tcPr",
       "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText "
       "vAlign hideMark"},
      {"w:tcBorders", "top start left bottom end right insideH insideV tl2br tr2bl"},
      {"w:pBdr", "top left bottom right between bar"},
      {"w:sectPr",
       "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
       "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
       "docGrid printerSettings"},
      {"w:settings",
       "writeProtection view zoom removePersonalInformation removeDateAndTime mirrorMargins "
       "alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop "
       "hideSpellingErrors attachedTemplate linkStyles documentProtection defaultTabStop "
       "autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps "
       "evenAndOddHeaders characterSpacingControl updateFields footnotePr endnotePr compat docVars "
       "rsids themeFontLang clrSchemeMapping decimalSymbol listSeparator"},
      {"w:style",
       "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed "
       "qFormat locked personal rsid pPr rPr tblPr trPr tcPr tblStylePr"},
      {"w:styles", "docDefaults latentStyles style"},
      {"w:numbering", "numPicBullet abstractNum num numIdMacAtCleanup"},
      {"w:lvl",
       "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"},
      {"w:sdt", "sdtPr sdtEndPr sdtContent"},
  };
  return orders;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text + " ") {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(word);
      word.clear();
    }
  }
  return words;
}

class Checker {
 public:
  explicit Checker(const std::string& bytes) : parts_(parts_of(bytes)) {}

  std::vector<std::string> check() {
    if (parts_.empty()) return {"package: no archive"};
    for (const auto& [name, bytes] : parts_) {
      if (!name.ends_with(".xml") && !name.ends_with(".rels")) continue;
      pugi::xml_document& xml = xml_[name];
      if (!xml.load_buffer(bytes.data(), bytes.size(),
                           pugi::parse_default | pugi::parse_ws_pcdata)) {
        breach("xml", name + " is not well-formed");
        continue;
      }
      check_order(name, xml);
    }
    check_content_types();
    check_relations();
    check_references();
    check_document();
    return breaches_;
  }

 private:
  void breach(const std::string& rule, const std::string& what) {
    breaches_.push_back(rule + ": " + what);
  }

  void check_order(const std::string& part, const pugi::xml_document& xml) {
    for (const auto& [element, order] : element_order()) {
      const std::vector<std::string> known = words_of(order);
      for (const auto& found : xml.select_nodes(("//" + element).c_str())) {
        std::size_t last = 0;
        for (const auto& child : found.node().children()) {
          if (child.type() != pugi::node_element) continue;
          const std::string name = child.name();
          const auto at = std::find_if(known.begin(), known.end(), [&](const std::string& each) {
            return "w:" + each == name;
          });
          const auto place = static_cast<std::size_t>(at - known.begin());
          if (at == known.end()) {
            breach("element", part + ": " + name + " in " + element);
          } else if (place < last) {
            breach("order", part + ": " + name + " in " + element);
          }
          last = std::max(last, at == known.end() ? last : place);
        }
      }
    }
  }

  void check_content_types() {
    std::set<std::string> extensions;
    std::set<std::string> overrides;
    for (const auto& each : xml_["[Content_Types].xml"].child("Types").children()) {
      if (std::strcmp(each.name(), "Default") == 0) {
        if (!extensions.insert(each.attribute("Extension").value()).second) {
          breach("content type", "an extension twice");
        }
      } else {
        const std::string part = each.attribute("PartName").value();
        if (!overrides.insert(part).second) breach("content type", part + " twice");
        if (!parts_.contains(part.substr(part.empty() ? 0 : 1))) {
          breach("content type", part + " does not exist");
        }
      }
    }
    for (const auto& [name, bytes] : parts_) {
      if (name == "[Content_Types].xml") continue;
      const std::string extension = name.substr(name.rfind('.') + 1);
      const bool known =
          overrides.contains("/" + name) || (extension != "xml" && extensions.contains(extension));
      if (!known) breach("content type", name + " has none");
    }
  }

  void check_relations() {
    for (const auto& [name, xml] : xml_) {
      if (!name.ends_with(".rels")) continue;
      const std::size_t at = name.find("_rels/");
      const std::string folder = name.substr(0, at);
      const std::string owner = folder + name.substr(at + 6, name.size() - at - 11);
      if (owner != folder && !parts_.contains(owner)) breach("relation", name + " has no part");
      std::set<std::string> ids;
      for (const auto& each : xml.child("Relationships").children("Relationship")) {
        const std::string id = each.attribute("Id").value();
        if (!ids.insert(id).second) breach("relation", id + " twice in " + name);
        if (std::strcmp(each.attribute("TargetMode").value(), "External") == 0) continue;
        const std::string target = each.attribute("Target").value();
        const std::string part = target.starts_with('/') ? target.substr(1) : folder + target;
        if (!parts_.contains(part)) breach("relation", id + " leads to no part: " + part);
      }
      ids_[owner] = ids;
    }
  }

  /// Every `r:id` and `r:embed` is a relation of its part; every style and list exists.
  void check_references() {
    for (const auto& [name, xml] : xml_) {
      if (!name.starts_with("word/") || name.ends_with(".rels")) continue;
      for (const auto& found : xml.select_nodes("//@r:id | //@r:embed | //@r:link")) {
        const std::string id = found.attribute().value();
        if (!ids_[name].contains(id)) breach("relation", name + " refers to " + id);
      }
    }
    std::set<std::string> styles;
    for (const auto& style : xml_["word/styles.xml"].child("w:styles").children("w:style")) {
      const std::string id = style.attribute("w:styleId").value();
      if (!styles.insert(id).second) breach("style", id + " twice");
    }
    std::set<std::string> lists;
    for (const auto& list : xml_["word/numbering.xml"].child("w:numbering").children("w:num")) {
      lists.insert(list.attribute("w:numId").value());
    }
    const pugi::xml_document& document = xml_["word/document.xml"];
    for (const auto& found : document.select_nodes("//w:pStyle | //w:rStyle | //w:tblStyle")) {
      const std::string id = found.node().attribute("w:val").value();
      if (!styles.contains(id)) breach("style", id + " does not exist");
    }
    for (const auto& found :
         xml_["word/styles.xml"].select_nodes("//w:basedOn | //w:next | //w:link")) {
      const std::string id = found.node().attribute("w:val").value();
      if (!styles.contains(id)) breach("style", id + " does not exist");
    }
    for (const auto& found : document.select_nodes("//w:numId")) {
      const std::string id = found.node().attribute("w:val").value();
      if (!lists.contains(id)) breach("list", id + " does not exist");
    }
  }

  void check_document() {
    const pugi::xml_document& document = xml_["word/document.xml"];
    check_unique(document, "//wp:docPr", "id", "picture id");
    check_unique(document, "//w:bookmarkStart", "w:id", "bookmark id");
    std::set<std::string> bookmarks;
    for (const auto& found : document.select_nodes("//w:bookmarkStart")) {
      const std::string name = found.node().attribute("w:name").value();
      const bool good = !name.empty() && name.size() <= 40 &&
                        name.find_first_not_of(
                            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXY"
                            "Z0123456789_") == std::string::npos;
      if (!good) breach("bookmark", "name " + name);
      if (!bookmarks.insert(name).second) breach("bookmark", name + " twice");
    }
    for (const auto& found : document.select_nodes("//w:hyperlink[@w:anchor]")) {
      const std::string name = found.node().attribute("w:anchor").value();
      if (!bookmarks.contains(name)) breach("bookmark", name + " does not exist");
    }
    for (const auto& found : document.select_nodes("//wp:docPr")) {
      if (*found.node().attribute("descr").value() == '\0')
        breach("description", "a picture has none");
    }
    for (const auto& found : document.select_nodes("//w:tbl")) check_table(found.node());
    for (const auto& found : document.select_nodes("//w:tbl")) {
      if (std::strcmp(found.node().next_sibling().name(), "w:p") != 0) {
        breach("table", "no paragraph after it");
      }
    }
    const pugi::xml_node body = document.child("w:document").child("w:body");
    if (std::strcmp(body.last_child().name(), "w:sectPr") != 0) {
      breach("section", "the body does not end with one");
    }
    check_fields(document);
  }

  void check_unique(const pugi::xml_document& document, const char* path, const char* attribute,
                    const char* rule) {
    std::set<std::string> ids;
    for (const auto& found : document.select_nodes(path)) {
      const std::string id = found.node().attribute(attribute).value();
      if (!ids.insert(id).second) breach(rule, id + " twice");
    }
  }

  void check_fields(const pugi::xml_document& document) {
    int depth = 0;
    for (const auto& found : document.select_nodes("//w:fldChar")) {
      const std::string_view type = found.node().attribute("w:fldCharType").value();
      if (type == "begin") ++depth;
      if (type == "end" && --depth < 0) breach("field", "ends before it begins");
    }
    if (depth != 0) breach("field", "never ends");
  }

  void check_table(const pugi::xml_node& table) {
    const auto grid = static_cast<int>(
        std::distance(table.child("w:tblGrid").begin(), table.child("w:tblGrid").end()));
    if (grid == 0 || grid > 63) breach("table", "grid of " + std::to_string(grid) + " columns");
    if (!table.child("w:tr")) breach("table", "no rows");
    bool body = false;
    std::map<int, int> merged;  // column -> span of a merge that may go on
    for (const auto& row : table.children("w:tr")) {
      const bool header = static_cast<bool>(row.child("w:trPr").child("w:tblHeader"));
      if (header && body) breach("table", "a header row below the body");
      body = body || !header;
      std::map<int, int> next;
      int column = 0;
      for (const auto& cell : row.children("w:tc")) {
        const pugi::xml_node look = cell.child("w:tcPr");
        const int span = look.child("w:gridSpan").attribute("w:val").as_int(1);
        if (const pugi::xml_node merge = look.child("w:vMerge")) {
          const bool goes_on =
              std::strcmp(merge.attribute("w:val").as_string("continue"), "continue") == 0;
          const auto above = merged.find(column);
          if (goes_on && (above == merged.end() || above->second != span)) {
            breach("merge", "a cell goes on that never began");
          }
          next[column] = span;
        }
        if (std::strcmp(cell.last_child().name(), "w:p") != 0) {
          breach("cell", "does not end with a paragraph");
        }
        column += span;
      }
      if (column != grid) {
        breach("grid",
               "a row of " + std::to_string(column) + " columns, not " + std::to_string(grid));
      }
      merged = next;
    }
  }

  Parts parts_;
  std::map<std::string, pugi::xml_document> xml_;
  std::map<std::string, std::set<std::string>> ids_;
  std::vector<std::string> breaches_;
};

}  // namespace

std::vector<std::string> broken_rules(const std::string& bytes) { return Checker(bytes).check(); }

}  // namespace redthread::report
