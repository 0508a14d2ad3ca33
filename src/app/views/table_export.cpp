// SPDX-License-Identifier: Apache-2.0
#include "app/views/table_export.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/rendering.hpp"
#include "app/report.hpp"

namespace redthread::app {
namespace {

/// A text between quotes of a template's front matter.
std::string quoted(const std::string& text) {
  std::string safe;
  for (const char character : text) {
    if (character == '"' || character == '\\' || character == '{' || character == '}') continue;
    safe += character;
  }
  return safe;
}

}  // namespace

std::optional<std::string> table_workbook(Session& session, const std::string& statement,
                                          const Place& place, report::Press& press,
                                          Diagnostics& diagnostics) {
  if (!find_statement(session, statement, place, diagnostics)) return std::nullopt;
  const Catalog& catalog = session.catalog();
  const std::string title = catalog.statement(statement)->title.in(catalog.region.language);
  const ReportTemplate one_table{
      .key = statement,
      .file = statement + ".md",
      .text = fmt::format("+++\ntitle = \"{}\"\nunit = \"{}\"\n+++\n\n::statement {}\n",
                          quoted(title), catalog.organisation.code(place.unit), statement)};
  const auto document =
      make_document(session, one_table,
                    {.report = statement, .period = place.period, .view = place.view}, diagnostics);
  if (!document) return std::nullopt;
  return Renderer(press).render(*document, "xlsx");
}

}  // namespace redthread::app
