// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "report/gate.hpp"
#include "report/package.hpp"
#include "report/render.hpp"

namespace {

using namespace redthread;
using namespace redthread::report;

/// The built-in look with one part replaced by what the fuzzer made.
std::string reference_with(const std::string& part, const std::string& bytes) {
  static const std::string built_in = render_docx({}, {}, {});
  const Package package(built_in);
  std::vector<Part> parts;
  for (const std::string& name : package.names()) {
    parts.push_back({name, name == part ? bytes : package.read(name).value_or("")});
  }
  return zip_parts(parts);
}

}  // namespace

/// Any bytes as text, as a whole reference document and as a part of one: refused with a
/// diagnostic, or a document that shows exactly its figures.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  Document document;
  document.title = text;
  auto figure = std::make_shared<Figure>();
  document.blocks = {Heading{1, text, text}, Paragraph{{TextRun{text}, FigureRun{figure, "1,5"}}}};
  static constexpr const char* parts[] = {"",
                                          "word/styles.xml",
                                          "word/header1.xml",
                                          "word/settings.xml",
                                          "word/numbering.xml",
                                          "word/fontTable.xml",
                                          "word/_rels/document.xml.rels"};
  const std::string part = parts[size == 0 ? 0 : data[0] % std::size(parts)];
  const std::string body = text.substr(size == 0 ? 0 : 1);
  for (const std::string& reference : {std::string(), text, reference_with(part, body)}) {
    Diagnostics diagnostics;
    if (!reference.empty()) check_reference(reference, "reference.docx", diagnostics);
    to_text(diagnostics);
    if (diagnostics.has_errors()) continue;
    const std::string bytes = render_docx(document, {}, reference);
    if (!compare(figures_of(document, false), figures_in_docx(bytes), "docx").empty()) std::abort();
  }
  return 0;
}
