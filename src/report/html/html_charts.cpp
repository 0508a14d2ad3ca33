// SPDX-License-Identifier: Apache-2.0
#include "report/html/html_parts.hpp"
#include "report/html/html_text.hpp"
#include "report/words.hpp"

namespace redthread::report {
namespace {

/// What stands in the part that opens: notes and source stand below the picture already.
Table figures_behind(const Chart& chart) {
  Table table = chart.data;
  table.id = "_behind_" + chart.data.id;
  table.notes.clear();
  table.source.clear();
  return table;
}

}  // namespace

void write_chart(std::string& html, const Chart& chart, const Picture& picture,
                 const HtmlThreads& threads, Language language) {
  const Words& say = words(language);
  const Table& data = chart.data;
  html += "<figure class=\"chart\" id=\"";
  append_html(html, data.id);
  html += "\">\n<figcaption>";
  if (!data.caption.empty()) {
    html += "<strong>";
    append_html(html, data.caption);
    html += "</strong>";
  }
  for (const std::string* line : {&data.summary, &data.measure_unit}) {
    if (line->empty()) continue;
    html += " <span class=\"unit\">";
    append_html(html, *line);
    html += "</span>";
  }
  html += "</figcaption>\n<div class=\"picture\" role=\"group\" tabindex=\"0\" aria-label=\"";
  append_html(html, data.caption.empty() ? say.chart : data.caption);
  html += "\">";
  html += picture.svg;
  html += "</div>\n";
  write_notes(html, data, language);
  // Outside of the figure, which no page divides.
  html += "</figure>\n<details class=\"behind\"><summary>";
  append_html(html, say.show_figures);
  html += "</summary>\n";
  write_table(html, figures_behind(chart), threads, language);
  html += "</details>\n";
}

}  // namespace redthread::report
