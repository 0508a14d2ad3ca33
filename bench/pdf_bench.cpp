// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "bench.hpp"
#include "large_document.hpp"
#include "report/charts/draw_charts.hpp"
#include "report/gate.hpp"
#include "report/pdf/pdf_fonts.hpp"
#include "report/pdf/typst_source.hpp"
#include "report/press/press.hpp"
#include "report/render.hpp"

namespace redthread::bench {
namespace {

/// The same source through Typst alone.
double typst_alone(const Document& document, const report::Pictures& pictures,
                   report::Press& press) {
  const report::TypstSource source = report::typst_source(document, pictures, {});
  report::PdfSource order;
  order.files = source.files;
  order.fonts = report::pdf_fonts();
  order.source = source.text;
  return best_seconds(1, [&] { press.pdf(order); });
}

std::vector<Measurement> run() {
  std::vector<Measurement> measured;
  const Document report = make_large_document_with_charts();
  std::string pdf;
  {
    report::Press press;
    const report::Pictures pictures = report::draw_charts(report, press);
    report::Press alone;
    report::draw_charts(report, alone);  // as warm as the other
    const double typst = typst_alone(report, pictures, alone);
    const double seconds =
        best_seconds(1, [&] { pdf = report::render_pdf(report, pictures, press); });
    measured.push_back({.name = "pdf.report",
                        .value = seconds,
                        .unit = "s",
                        .reference = typst,
                        .reference_name = "Typst alone, the same source",
                        .goal = 3,
                        .goal_is_limit = true});
  }
  measured.push_back({.name = "pdf.gate",
                      .value = best_seconds(1, [&] { report::figures_in_pdf(pdf); }),
                      .unit = "s"});
  const Document table = make_long_table();
  double typst = 0;
  double seconds = 0;
  {
    report::Press alone;  // helpers of their own: neither finds what the other remembers
    typst = typst_alone(table, {}, alone);
    report::Press press;
    seconds = best_seconds(1, [&] { pdf = report::render_pdf(table, {}, press); });
  }
  measured.push_back({.name = "pdf.long_table",
                      .value = seconds,
                      .unit = "s",
                      .reference = typst,
                      .reference_name = "Typst alone, the same source",
                      .goal = 1.3 * typst,
                      .goal_is_limit = true});
  measured.push_back({.name = "pdf.peak_memory_of_press",
                      .value = peak_memory_of_helpers_mb(),
                      .unit = "MB",
                      .goal = 1500,
                      .goal_is_limit = true});
  return measured;
}

[[maybe_unused]] const bool known =
    add({"pdf", "100 pages with 60 tables and 40 charts, and a table of 4 000 rows, as PDF", run});

}  // namespace
}  // namespace redthread::bench
