// SPDX-License-Identifier: Apache-2.0
#include "report/template.hpp"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "report/gate.hpp"
#include "report/render.hpp"

/// Any bytes as a template: parsed or refused with diagnostics; what was parsed makes a page that
/// shows exactly the document's figures.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redthread;
  using namespace redthread::report;
  const std::string text(reinterpret_cast<const char*>(data), size);
  Diagnostics diagnostics;
  Template::parse_comment({"c", "a", "d", text, {}}, diagnostics);
  auto parsed = Template::parse({"fuzz", "fuzz.md", text}, diagnostics);
  if (!parsed) {
    Diagnostics again;
    parsed = Template::parse({"fuzz", "fuzz.md", "+++\ntitle = \"T\"\n+++\n" + text}, again);
  }
  to_text(diagnostics);
  if (!parsed) return 0;

  auto figure = std::make_shared<Figure>();
  figure->id = "a";
  figure->value = Exact(-12);
  figure->state = State::present;
  Content content;
  content.period = Period::year(2024);
  for (const Request& request : parsed->requests()) {
    Answer answer{.figure = figure};
    if (request.kind == Request::Kind::statement) answer.statement.emplace();
    if (request.kind == Request::Kind::scorecard) answer.scorecard.emplace();
    content.answers.push_back(std::move(answer));
  }
  static const Catalog catalog;
  const Document document = compose(*parsed, content, catalog);
  const std::string differences =
      compare(figures_of(document, false), figures_in_html(render_html(document)), "the page");
  if (!differences.empty()) std::abort();
  return 0;
}
