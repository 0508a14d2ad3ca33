// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>

#include "report/pdf/pdf_check_parts.hpp"
#include "report/pdf/pdf_content.hpp"
#include "report/pdf/qpdf.hpp"

namespace redthread::report {
namespace {

using ContentPlaces = std::map<std::pair<int, int>, const Element*>;

/// The page's MCIDs, the parent tree and the structure say the same of one another.
void check_content_ids(const QPDFObjectHandle& page, const PageContent& content,
                       QPDFObjectHandle parents, const ContentPlaces& places, Findings& findings) {
  for (const int id : content.content_ids) {
    const auto place = places.find({page.getObjectID(), id});
    const bool placed = place != places.end();
    findings.require(placed, "content", "tagged content stands nowhere in the structure");
    const bool same = placed && parents.isArray() && id < parents.getArrayNItems() &&
                      parents.getArrayItem(id).getObjectID() == place->second->object.getObjectID();
    findings.require(same, "parent tree", "the parent tree names another element, or none");
  }
}

bool is_embedded(QPDFObjectHandle font) {
  if (font.getKey("/Subtype").isNameAndEquals("/Type3")) return true;
  QPDFObjectHandle holder = font;
  QPDFObjectHandle descendants = font.getKey("/DescendantFonts");
  if (descendants.isArray() && descendants.getArrayNItems() > 0)
    holder = descendants.getArrayItem(0);
  QPDFObjectHandle descriptor = holder.getKey("/FontDescriptor");
  return descriptor.isDictionary() &&
         (descriptor.getKey("/FontFile").isStream() || descriptor.getKey("/FontFile2").isStream() ||
          descriptor.getKey("/FontFile3").isStream());
}

void check_fonts(QPDF& file, Findings& findings) {
  for (QPDFObjectHandle object : file.getAllObjects()) {
    if (!object.isDictionary() || !object.getKey("/Type").isNameAndEquals("/Font")) continue;
    const bool inner = object.getKey("/Subtype").isNameAndEquals("/CIDFontType2") ||
                       object.getKey("/Subtype").isNameAndEquals("/CIDFontType0");
    if (inner) continue;
    findings.require(is_embedded(object), "fonts", "a font is not embedded");
    findings.require(read_font(object).complete, "unicode",
                     "a font does not say what its glyphs mean");
  }
}

void check_annotations(QPDFObjectHandle page, const std::set<int>& in_structure,
                       Findings& findings) {
  QPDFObjectHandle annotations = page.getKey("/Annots");
  if (!annotations.isArray()) return;
  for (int i = 0; i < annotations.getArrayNItems(); ++i) {
    QPDFObjectHandle each = annotations.getArrayItem(i);
    findings.require(
        each.getKey("/Contents").isString() && !each.getKey("/Contents").getUTF8Value().empty(),
        "link texts", "a link does not say where it leads");
    findings.require(
        each.getKey("/StructParent").isInteger() && in_structure.contains(each.getObjectID()),
        "annotations", "an annotation stands nowhere in the structure");
  }
}

}  // namespace

void check_pages(QPDF& file, const Element* root, Findings& findings) {
  ContentPlaces places;
  std::set<int> annotations;
  bool headings = false;
  if (root != nullptr) {
    for_each_element(*root, [&](const Element& element) {
      for (const auto& place : element.content) places.emplace(place, &element);
      annotations.insert(element.annotations.begin(), element.annotations.end());
      headings = headings || (element.type.size() == 2 && element.type[0] == 'H');
    });
  }
  QPDFObjectHandle tree = file.getRoot().getKey("/StructTreeRoot");
  QPDFObjectHandle numbers =
      tree.isDictionary() ? tree.getKey("/ParentTree") : QPDFObjectHandle::newNull();
  std::unique_ptr<QPDFNumberTreeObjectHelper> parents;
  if (numbers.isDictionary()) {
    parents = std::make_unique<QPDFNumberTreeObjectHelper>(numbers, file, false);
  }
  ContentReader reader;
  for (QPDFObjectHandle page : file.getAllPages()) {
    const PageContent content = reader.read(page);
    findings.require(content.painted_untagged == 0, "untagged",
                     "something is painted that is neither tagged nor an artifact");
    findings.require(content.balanced, "marks", "marked content does not end where it should");
    for (const ShownText& shown : content.texts) {
      findings.require(shown.artifact || shown.text.find('\0') == std::string::npos, "unicode",
                       "a glyph has no meaning");
    }
    QPDFObjectHandle of_page = QPDFObjectHandle::newNull();
    if (parents && page.getKey("/StructParents").isInteger()) {
      parents->findObject(page.getKey("/StructParents").getIntValue(), of_page);
    }
    check_content_ids(page, content, of_page, places, findings);
    check_annotations(page, annotations, findings);
    findings.require(page.getKey("/Tabs").isNameAndEquals("/S"), "tabs",
                     "the order of tabs does not follow the structure");
  }
  check_fonts(file, findings);
  QPDFObjectHandle outlines = file.getRoot().getKey("/Outlines");
  findings.require(
      !headings || (outlines.isDictionary() && outlines.getKey("/First").isDictionary()),
      "bookmarks", "there are headings but no bookmarks");
}

}  // namespace redthread::report
