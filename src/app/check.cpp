// SPDX-License-Identifier: Apache-2.0
#include "app/check.hpp"

#include "catalog/load.hpp"
#include "report/template.hpp"
#include "sources/fetch.hpp"
#include "warehouse/warehouse.hpp"

namespace redthread::app {
namespace {

void check_comments(const Catalog& catalog, Diagnostics& diagnostics) {
  for (const Comment& comment : catalog.plan.comments) {
    const auto parsed = report::Template::parse_comment(comment, diagnostics);
    if (parsed) report::check_template(*parsed, catalog, diagnostics);
  }
}

}  // namespace

bool check_templates(const Catalog& catalog, const report::Template& parsed,
                     Diagnostics& diagnostics) {
  report::check_template(parsed, catalog, diagnostics);
  check_comments(catalog, diagnostics);
  return !diagnostics.has_errors();
}

std::optional<CheckResult> check_region(const std::string& folder, Diagnostics& diagnostics) {
  const auto catalog = catalog::load_catalog(folder, diagnostics);
  if (!catalog) return std::nullopt;

  for (const ReportTemplate& source : catalog->reports) {
    const auto parsed = report::Template::parse(source, diagnostics);
    if (parsed) report::check_template(*parsed, *catalog, diagnostics);
  }
  check_comments(*catalog, diagnostics);
  sources::check_queries(*catalog, diagnostics);

  CheckResult result;
  result.units = catalog->organisation.size();
  result.measures = catalog->measures.size();
  result.indicators = catalog->indicators.size();
  result.statements = catalog->statements.size();
  result.reports = catalog->reports.size();
  auto store = warehouse::Warehouse::open(":memory:");
  const auto taken_in = store.sync(*catalog, {.loaded_by = "check", .loaded_at = ""}, diagnostics);
  result.deliveries = taken_in.loaded.size();
  for (const Delivery& delivery : taken_in.loaded) result.rows += delivery.rows;

  diagnostics.sort();
  if (diagnostics.has_errors()) return std::nullopt;
  return result;
}

}  // namespace redthread::app
