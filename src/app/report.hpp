// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/session.hpp"
#include "base/diagnostics.hpp"
#include "base/period.hpp"
#include "model/document.hpp"
#include "report/press/press.hpp"

namespace redthread::app {

/// Which report, for when, and where to.
struct ReportOrder {
  std::string report;  ///< template key: reports/KEY.md
  Period period;
  OrganisationView view;             ///< the organisation that figures are shown in
  std::vector<std::string> formats;  ///< of `report_formats()`; empty = all
  std::string out;                   ///< folder; made when it is not there
  std::string store = {};            ///< of the plan, as PlanQuestion has it
  bool threads = false;              ///< PDF: every figure leads to its thread in an appendix
};

struct WrittenFile {
  std::string format;
  std::string path;
  std::string sha256;
  std::size_t bytes = 0;
};

struct ReportOutcome {
  std::vector<WrittenFile> files;
  std::size_t printed_figures = 0;  ///< with repetitions
  std::size_t figures = 0;          ///< printed ones and all that they rest on
  std::string snapshot_sha256;      ///< of the JSON snapshot, also when it was not asked for
};

/// The document of a report; nullopt with diagnostics when the template or a name in it is wrong.
/// From here on the session's plan is the one that the report shows (region_plan.hpp).
std::optional<Document> make_document(Session& session, const ReportOrder& order,
                                      Diagnostics& diagnostics);

/// The same of a template that is not one of the region's.
std::optional<Document> make_document(Session& session, const ReportTemplate& source,
                                      const ReportOrder& order, Diagnostics& diagnostics);

/// The region's template of a name; nullptr with a diagnostic when there is none.
const ReportTemplate* find_report(const Catalog& catalog, const std::string& report,
                                  Diagnostics& diagnostics);

/// The title as it is written, places like `{period}` and all; the key of a template that is wrong.
std::string title_of(const ReportTemplate& source);

/// The region's own look for Word, checked; empty when it has none or `formats` have no Word.
std::optional<std::string> reference_document(const Catalog& catalog,
                                              const std::vector<std::string>& formats,
                                              Diagnostics& diagnostics);

/// All files or none, in a folder that is made when it is not there. Throws `io.write`.
void write_together(const std::vector<std::pair<std::string, std::string>>& files,
                    const std::string& folder);

/// Makes the document, renders it, checks every rendering against the document (the gate) and
/// only then writes the files: all of them or none. Throws what `Renderer` throws, and `io.write`.
/// `press` stays warm between reports.
std::optional<ReportOutcome> make_report(Session& session, const ReportOrder& order,
                                         report::Press& press, Diagnostics& diagnostics);

}  // namespace redthread::app
