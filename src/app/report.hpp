// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
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
std::optional<Document> make_document(Session& session, const std::string& report, Period period,
                                      const OrganisationView& view, Diagnostics& diagnostics);

/// Makes the document, renders it, checks every rendering against the document (the gate) and
/// only then writes the files: all of them or none. Throws what `Renderer` throws, and `io.write`.
/// `press` stays warm between reports.
std::optional<ReportOutcome> make_report(Session& session, const ReportOrder& order,
                                         report::Press& press, Diagnostics& diagnostics);

}  // namespace redthread::app
