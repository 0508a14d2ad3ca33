// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include "report/docx/built_in_styles.hpp"
#include "report/docx/reference.hpp"
#include "report/docx/word_xml.hpp"
#include "report/words.hpp"

namespace redthread::report {
namespace {

/// An element of the part's root with its namespace, around `content`.
std::string root(std::string_view name, std::string_view content) {
  std::string xml = "<w:";
  xml += name;
  xml += " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">";
  xml += content;
  xml += "</w:";
  xml += name;
  xml += ">";
  return xml;
}

/// What stands in when a machine lacks the font.
constexpr std::string_view fonts =
    R"x(<w:font w:name="Arial"><w:altName w:val="Liberation Sans"/><w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>
<w:font w:name="Georgia"><w:altName w:val="Gelasio"/><w:panose1 w:val="02040502050405020303"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>
<w:font w:name="Segoe UI Symbol"><w:altName w:val="DejaVu Sans"/><w:panose1 w:val="020B0502040204020203"/><w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>
<w:font w:name="Consolas"><w:altName w:val="Liberation Mono"/><w:panose1 w:val="020B0609020204030204"/><w:charset w:val="00"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>)x";

/// The running head: the report's title, over a thin line.
constexpr std::string_view head =
    R"x(<w:p><w:pPr><w:pStyle w:val="Header"/><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="D3D8DC"/></w:pBdr></w:pPr><w:fldSimple w:instr=" TITLE "><w:r><w:t></w:t></w:r></w:fldSimple></w:p>)x";

void append_field(std::string& xml, std::string_view code) {
  xml += "<w:fldSimple";
  append_attribute(xml, "w:instr", code);
  xml += "><w:r><w:rPr><w:noProof/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>";
}

/// `Sida 3 (12)`, to the right.
std::string foot(Language language) {
  std::string xml = R"x(<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r>)x";
  append_run_text(xml, words(language).page);
  xml += "</w:r>";
  append_field(xml, " PAGE ");
  xml += "<w:r><w:t xml:space=\"preserve\"> (</w:t></w:r>";
  append_field(xml, " NUMPAGES ");
  xml += "<w:r><w:t>)</w:t></w:r></w:p>";
  return xml;
}

}  // namespace

Reference built_in_reference(Language language) {
  Reference reference;
  reference.styles.xml = built_in_styles();
  reference.fonts.xml = root("fonts", fonts);
  reference.margins = {{"w:headerReference", "default", {root("hdr", head), {}}},
                       {"w:footerReference", "default", {root("ftr", foot(language)), {}}},
                       {"w:footerReference", "first", {root("ftr", foot(language)), {}}}};
  reference.title_page = true;
  return reference;
}

}  // namespace redthread::report
