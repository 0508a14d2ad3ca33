// SPDX-License-Identifier: Apache-2.0
#include "report/docx/reference.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "report/package.hpp"

namespace redthread::report {
namespace {

constexpr std::size_t most_packed = std::size_t{20} << 20;
constexpr std::size_t most_unpacked = std::size_t{100} << 20;
constexpr std::size_t most_parts = 2'000;
constexpr int deepest = 100;         // elements inside one another
constexpr int narrowest = 4'000;     // of text, in twentieths of a point: 7 cm
constexpr int widest_page = 31'680;  // what Word allows: 22 inches
constexpr const char* word_namespace =
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::array<std::string_view, 9> picture_kinds = {".png", ".jpg", ".jpeg", ".gif", ".bmp",
                                                           ".emf", ".wmf", ".svg",  ".tiff"};

bool ends_with(std::string_view text, std::string_view end) { return text.ends_with(end); }

/// `word/` and `../media/a.png` -> `media/a.png`; a target that begins with `/` is from the root.
std::string resolved(const std::string& folder, const std::string& target) {
  std::vector<std::string> steps;
  const std::string path = target.starts_with('/') ? target.substr(1) : folder + target;
  std::string step;
  for (const char c : path + "/") {
    if (c != '/') {
      step += c;
      continue;
    }
    if (step == "..") {
      if (!steps.empty()) steps.pop_back();
    } else if (!step.empty() && step != ".") {
      steps.push_back(step);
    }
    step.clear();
  }
  std::string joined;
  for (const std::string& each : steps) joined += joined.empty() ? each : "/" + each;
  return joined;
}

std::string folder_of(const std::string& part) {
  const std::size_t slash = part.rfind('/');
  return slash == std::string::npos ? "" : part.substr(0, slash + 1);
}

/// What a part must not be: a document type could make entities of entities, and elements inside
/// elements without end could exhaust the stack.
struct Unwelcome : pugi::xml_tree_walker {
  const char* what = nullptr;
  bool for_each(pugi::xml_node& node) override {
    if (node.type() == pugi::node_doctype) what = "has a document type (DOCTYPE)";
    if (depth() > deepest) what = "has elements nested too deeply";
    return what == nullptr;
  }
};

class ReferenceReader {
 public:
  ReferenceReader(std::string_view bytes, const std::string& file, Diagnostics& diagnostics)
      : bytes_(bytes), package_(bytes), file_(file), diagnostics_(diagnostics) {}

  std::optional<Reference> read() {
    if (!is_word_document() || !is_within_limits() || !has_no_macros()) return std::nullopt;
    const auto document = xml_of(document_, "document");
    if (!document) return std::nullopt;
    const std::vector<Relation> relations = relations_of(document_);
    for (const Relation& relation : relations) take_look(relation);
    take_section(*document, relations);
    if (ok_ && reference_.styles.xml.empty()) {
      error("report.reference_part", "there are no styles in it",
            "save it again with Word or LibreOffice as docx");
    }
    if (!ok_) return std::nullopt;
    return std::move(reference_);
  }

 private:
  void error(const char* code, const std::string& message, const std::string& hint) {
    ok_ = false;
    diagnostics_.error(code, Span{file_}, message, hint);
  }

  bool is_word_document() {
    if (package_.good()) {
      for (const Relation& each : relations_of("")) {
        if (ends_with(each.type, "/officeDocument")) document_ = each.target;
      }
    }
    if (!document_.empty() && (document_.ends_with("document.xml"))) return true;
    const bool locked = bytes_.starts_with("\xD0\xCF\x11\xE0");
    error("report.reference_archive",
          locked ? "it is an old .doc, or protected by a password" : "it is no Word document",
          "save it as docx, without a password");
    return false;
  }

  bool is_within_limits() {
    if (bytes_.size() <= most_packed && package_.unpacked_size() <= most_unpacked &&
        package_.names().size() <= most_parts) {
      return true;
    }
    error("report.reference_too_large",
          fmt::format("it is over {} MB, over {} MB unpacked, or has over {} parts",
                      most_packed >> 20, most_unpacked >> 20, most_parts),
          "only its styles, header, footer and page are used: remove text and pictures");
    return false;
  }

  bool has_no_macros() {
    const auto types = package_.read("[Content_Types].xml");
    const std::vector<std::string> names = package_.names();
    const bool macros = (types && types->find("macroEnabled") != std::string::npos) ||
                        std::any_of(names.begin(), names.end(), [](const std::string& name) {
                          return name.find("vbaProject") != std::string::npos;
                        });
    if (macros) {
      error("report.reference_macros", "it has macros (docm, dotm)", "save it as docx");
    }
    return !macros;
  }

  /// The part as XML with the root `w:name`; nullopt with an error when it is anything else.
  std::optional<pugi::xml_document> xml_of(const std::string& part, const char* name) {
    pugi::xml_document xml;
    const auto text = package_.read(part);
    if (!text) {
      part_error(part, "is missing or damaged");
      return std::nullopt;
    }
    const auto parsed =
        xml.load_buffer(text->data(), text->size(),
                        pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_doctype);
    if (!parsed) {
      part_error(part, "is not well-formed XML");
      return std::nullopt;
    }
    Unwelcome unwelcome;
    xml.traverse(unwelcome);
    if (unwelcome.what != nullptr) {
      part_error(part, unwelcome.what);
      return std::nullopt;
    }
    const pugi::xml_node root = xml.document_element();
    const std::string_view wanted = name;
    if (wanted != "theme" &&
        (root.name() != "w:" + std::string(name) ||
         std::strcmp(root.attribute("xmlns:w").value(), word_namespace) != 0)) {
      part_error(part, "is not written as Word writes it (strict Open XML, or other prefixes)");
      return std::nullopt;
    }
    return xml;
  }

  void part_error(const std::string& part, const char* what) {
    error("report.reference_part", "`" + part + "` " + what,
          "save it again with Word or LibreOffice as docx");
  }

  /// Targets inside are resolved to parts.
  std::vector<Relation> relations_of(const std::string& part) {
    std::vector<Relation> relations;
    const std::string folder = folder_of(part);
    const auto text = package_.read(folder + "_rels/" + part.substr(folder.size()) + ".rels");
    if (!text) return relations;
    pugi::xml_document xml;
    xml.load_buffer(text->data(), text->size());
    for (const auto& each : xml.child("Relationships").children("Relationship")) {
      Relation relation{each.attribute("Id").value(), each.attribute("Type").value(),
                        each.attribute("Target").value(),
                        std::strcmp(each.attribute("TargetMode").value(), "External") == 0};
      if (!relation.external) relation.target = resolved(folder, relation.target);
      relations.push_back(std::move(relation));
    }
    return relations;
  }

  void take_look(const Relation& relation) {
    const std::array<std::tuple<const char*, const char*, Reference::XmlPart*>, 5> known = {{
        {"/styles", "styles", &reference_.styles},
        {"/numbering", "numbering", &reference_.numbering},
        {"/theme", "theme", &reference_.theme},
        {"/fontTable", "fonts", &reference_.fonts},
        {"/settings", "settings", &reference_.settings},
    }};
    for (const auto& [kind, root, part] : known) {
      if (!relation.external && ends_with(relation.type, kind)) *part = part_of(relation, root);
    }
  }

  /// The part with its pictures and links.
  Reference::XmlPart part_of(const Relation& relation, const char* root) {
    Reference::XmlPart part;
    auto xml = xml_of(relation.target, root);
    if (!xml) return part;
    if (std::strcmp(root, "fonts") == 0) {
      // Fonts inside the document are not carried over: their licences are not ours to judge.
      for (pugi::xml_node font : xml->document_element().children()) {
        for (const char* name :
             {"w:embedRegular", "w:embedBold", "w:embedItalic", "w:embedBoldItalic"}) {
          font.remove_child(name);
        }
      }
    } else if (std::strcmp(root, "settings") != 0) {
      for (Relation& each : relations_of(relation.target)) {
        if (take_relation(relation.target, each)) part.relations.push_back(std::move(each));
      }
    }
    struct Text : pugi::xml_writer {
      std::string text;
      void write(const void* data, std::size_t size) override {
        text.append(static_cast<const char*>(data), size);
      }
    } text;
    xml->document_element().print(text, "", pugi::format_raw);
    part.xml = std::move(text.text);
    return part;
  }

  bool take_relation(const std::string& part, const Relation& relation) {
    const bool image = ends_with(relation.type, "/image");
    if (relation.external) {
      if (ends_with(relation.type, "/hyperlink")) return true;
      error("report.reference_external", "`" + part + "` shows something that lies elsewhere",
            "insert the picture into the document instead of linking to it");
      return false;
    }
    const bool known =
        std::any_of(picture_kinds.begin(), picture_kinds.end(),
                    [&](std::string_view kind) { return ends_with(relation.target, kind); });
    const auto bytes = image && known ? package_.read(relation.target) : std::nullopt;
    if (!bytes) {
      error("report.reference_content",
            "`" + part + "` has something else than text and pictures (png, jpg, gif, svg, emf)",
            "remove it, or paste it as a picture");
      return false;
    }
    reference_.pictures[relation.target] = *bytes;
    return true;
  }

  /// Page, margins, header and footer of the first section.
  void take_section(const pugi::xml_document& document, const std::vector<Relation>& relations) {
    const pugi::xml_node section = document.document_element().find_node(
        [](const pugi::xml_node& node) { return std::strcmp(node.name(), "w:sectPr") == 0; });
    if (!section) return;  // then the page is A4
    take_page(section);
    reference_.title_page =
        section.child("w:titlePg") &&
        std::strcmp(section.child("w:titlePg").attribute("w:val").value(), "0") != 0;
    for (const auto& [tag, root] :
         {std::pair{"w:headerReference", "hdr"}, {"w:footerReference", "ftr"}}) {
      for (const auto& each : section.children(tag)) {
        const std::string id = each.attribute("r:id").value();
        const auto relation = std::find_if(relations.begin(), relations.end(),
                                           [&](const Relation& one) { return one.id == id; });
        if (relation == relations.end() || relation->external) continue;
        reference_.margins.push_back(
            {tag, each.attribute("w:type").as_string("default"), part_of(*relation, root)});
      }
    }
  }

  void take_page(const pugi::xml_node& section) {
    const pugi::xml_node size = section.child("w:pgSz");
    const pugi::xml_node margin = section.child("w:pgMar");
    Page& page = reference_.page;
    const auto take = [](int& value, const pugi::xml_node& node, const char* name) {
      value = node.attribute(name).as_int(value);
    };
    take(page.width, size, "w:w");
    take(page.height, size, "w:h");
    take(page.top, margin, "w:top");
    take(page.right, margin, "w:right");
    take(page.bottom, margin, "w:bottom");
    take(page.left, margin, "w:left");
    take(page.header, margin, "w:header");
    take(page.footer, margin, "w:footer");
    const bool sane = page.width <= widest_page && page.height <= widest_page &&
                      std::min({page.left, page.right, page.header, page.footer}) >= 0 &&
                      std::max({page.left, page.right, page.header, page.footer}) <= widest_page &&
                      std::abs(page.top) <= widest_page && std::abs(page.bottom) <= widest_page &&
                      page.text_width() >= narrowest &&
                      page.height - std::abs(page.top) - std::abs(page.bottom) >= narrowest;
    if (!sane) {
      error("report.reference_page", "the page leaves less than 7 cm for text",
            "set paper size and margins as they are to be in the report");
    }
  }

  std::string_view bytes_;
  Package package_;
  std::string file_;
  Diagnostics& diagnostics_;
  std::string document_;  ///< its main part
  Reference reference_;
  bool ok_ = true;
};

}  // namespace

std::optional<Reference> read_reference(std::string_view bytes, const std::string& file,
                                        Diagnostics& diagnostics) {
  return ReferenceReader(bytes, file, diagnostics).read();
}

void check_reference(std::string_view bytes, const std::string& file, Diagnostics& diagnostics) {
  read_reference(bytes, file, diagnostics);
}

}  // namespace redthread::report
