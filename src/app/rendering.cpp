// SPDX-License-Identifier: Apache-2.0
#include "app/rendering.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "report/charts/draw_charts.hpp"
#include "report/gate.hpp"
#include "report/render.hpp"

namespace redthread::app {
namespace {

using report::FigureCounts;

FigureCounts as_printed(const Document& document) { return report::figures_of(document, false); }
FigureCounts as_numbers(const Document& document) { return report::figures_of(document, true); }

/// A format: its name, which figures it must show, and how they are read back.
struct Format {
  const char* name;
  FigureCounts (*expected)(const Document& document);
  FigureCounts (*found)(std::string_view bytes);
};
constexpr Format formats[] = {
    {"html", as_printed, report::figures_in_html},
    {"pdf", report::figures_on_pages, report::figures_in_pdf},
    {"docx", as_printed, report::figures_in_docx},
    {"xlsx", as_numbers, report::figures_in_xlsx},
    {"json", as_numbers, report::figures_in_json},
};

const Format& format_of(const std::string& name) {
  const auto* found = std::find_if(std::begin(formats), std::end(formats),
                                   [&](const Format& format) { return format.name == name; });
  REDTHREAD_ASSERT(found != std::end(formats), "a known format");
  return *found;
}

}  // namespace

const std::vector<std::string>& report_formats() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Format& format : formats) all.emplace_back(format.name);
    return all;
  }();
  return names;
}

const report::Pictures& Renderer::pictures_of(const Document& document) {
  if (drawn_ != &document) {
    pictures_ = report::draw_charts(document, press_);
    drawn_ = &document;
  }
  return pictures_;
}

std::string Renderer::render(const Document& document, const std::string& format) {
  std::string bytes;
  if (format == "html") {
    bytes = report::render_html(document, pictures_of(document));
  } else if (format == "pdf") {
    bytes = report::render_pdf(document, pictures_of(document), press_,
                               {.threads = looks_.pdf_threads});
  } else if (format == "docx") {
    bytes = report::render_docx(document, pictures_of(document), looks_.reference);
  } else if (format == "xlsx") {
    bytes = report::render_xlsx(document);
  } else {
    bytes = report::render_json(document);
  }
  pass_gate(document, format, bytes);
  return bytes;
}

void pass_gate(const Document& document, const std::string& format, const std::string& bytes) {
  const Format& known = format_of(format);
  const std::string difference =
      report::compare(known.expected(document), known.found(bytes), "the " + format);
  if (difference.empty()) return;
  throw Error("report.gate",
              "the " + format + " does not show exactly the document's figures:\n" + difference);
}

}  // namespace redthread::app
