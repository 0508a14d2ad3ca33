// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/bundle.hpp"
#include "app/plan.hpp"
#include "app/report.hpp"
#include "report/changes.hpp"
#include "report/press/press.hpp"

namespace redthread::app {

/// A report on its way to the board: opened for a period, commented by units, frozen, signed,
/// published, corrected. Each step is one commit of the plan's store with its journal entry; the
/// rules of the steps are the store's (plan/report_state.hpp). What is wrong is a diagnostic and
/// changes nothing.

/// Which report, and who takes the step.
struct ReportStep {
  PlanQuestion plan;  ///< region, store, who, why
  std::string report;
  Period period;
  std::string date;     ///< of the step; empty = today
  std::string bundles;  ///< the folder of frozen reports; empty = REGION/.redthread/frozen
};

/// One who is asked for a comment.
struct AskedUnit {
  std::string code;
  std::string name;
  std::string kind;
  bool has_commented = false;
  std::vector<std::string> waits_for;  ///< codes of asked units below it that have not
};

/// How far a version of a report has come.
struct ReportStatus {
  plan::Object report;
  std::vector<AskedUnit> asked;  ///< in the order in which they write, the report's own unit last
  std::size_t commented() const;
};

/// Opens a report for a period, and says who is asked: the units of `kinds` in the report's part
/// of the organisation, all kinds when empty. A frozen one is opened again.
std::optional<ReportStatus> open_report(const ReportStep& step,
                                        const std::vector<std::string>& kinds,
                                        const std::string& due, Diagnostics& diagnostics);

/// Takes a unit's comment to an open report; figures in it are bound by reference as in templates.
/// Who sums up others' comments waits for them, unless `incomplete` says why not.
std::optional<ReportStatus> comment_on_report(const ReportStep& step, const std::string& unit,
                                              const std::string& text, const std::string& author,
                                              const std::string& incomplete,
                                              Diagnostics& diagnostics);

/// The last version.
std::optional<ReportStatus> report_status(const ReportStep& step, Diagnostics& diagnostics);
/// All versions of all reports.
std::optional<std::vector<plan::Object>> all_reports(const PlanQuestion& question,
                                                     Diagnostics& diagnostics);

struct FrozenReport {
  plan::Object report;
  std::string folder;
  std::size_t printed_figures = 0;
  std::size_t figures = 0;
};
/// Makes the report from the session and the store, passes every gate, writes the bundle, and
/// records it. Refused while comments are missing, unless `incomplete` says why; and while a typed
/// number contradicts a figure.
std::optional<FrozenReport> freeze_report(Session& session, const ReportStep& step,
                                          const OrganisationView& view,
                                          const std::string& incomplete, report::Press& press,
                                          Diagnostics& diagnostics);

/// Binds a signature to the bundle, whose files must be as they were frozen.
std::optional<plan::Object> sign_report(const ReportStep& step, const std::string& signer,
                                        const std::string& decision, Diagnostics& diagnostics);

/// Writes the signed bundle's renderings, the signature, and for a correction what changed, into a
/// folder; records it. What is published already is only written again: the same bytes.
std::optional<std::vector<std::string>> publish_report(const ReportStep& step,
                                                       const std::string& out,
                                                       Diagnostics& diagnostics);

/// Opens a new version of a published report.
std::optional<ReportStatus> correct_report(const ReportStep& step, Diagnostics& diagnostics);

/// What changed between two versions; 0 = the last frozen one and the one before it.
struct ReportDiff {
  int from = 0;
  int to = 0;
  report::Changes changes;
};
std::optional<ReportDiff> diff_report(const ReportStep& step, int from, int to,
                                      Diagnostics& diagnostics);

/// Renders a bundle's document again, and compares with the renderings that were frozen.
struct RenderedAgain {
  std::vector<WrittenFile> files;
  std::vector<std::string> different;  ///< formats that came out with other bytes
};
/// `bundle` is the path of a bundle's folder.
std::optional<RenderedAgain> render_bundle(const std::string& bundle, const std::string& out,
                                           report::Press& press, Diagnostics& diagnostics);

std::string to_json(const ReportStatus& status);
std::string to_json(const FrozenReport& frozen);
std::string to_json(const ReportDiff& diff);
std::string to_json(const RenderedAgain& rendered);

}  // namespace redthread::app
