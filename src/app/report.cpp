// SPDX-License-Identifier: Apache-2.0
#include "app/report.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "app/check.hpp"
#include "app/messages.hpp"
#include "app/questions.hpp"
#include "app/region_plan.hpp"
#include "app/rendering.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "plan/report_state.hpp"
#include "report/gate.hpp"
#include "report/render.hpp"
#include "report/template.hpp"
#include "report/typed_numbers.hpp"

namespace redthread::app {
namespace {

namespace fs = std::filesystem;

/// Answers what a template asks for. Names were checked before (check_template), so that nothing
/// is unknown here.
class Answering {
 public:
  Answering(Session& session, const RegionPlan& plan, int unit, const ReportOrder& order)
      : session_(session),
        evaluator_(session.evaluator(order.view)),
        plan_(plan),
        unit_(unit),
        report_(order.report),
        period_(order.period) {}

  std::vector<report::Answer> answers(const report::Template& parsed) {
    std::vector<report::Answer> result;
    result.reserve(parsed.requests().size());
    for (const report::Request& request : parsed.requests()) result.push_back(answer(request));
    return result;
  }

 private:
  report::Answer answer(const report::Request& request) {
    const Catalog& catalog = session_.catalog();
    const int unit = unit_of(request);
    report::Answer answer;
    switch (request.kind) {
      case report::Request::Kind::figure:
        answer.figure = figure(request, unit);
        break;
      case report::Request::Kind::statement:
        answer.statement = evaluator_.statement(*catalog.statement(request.key), unit, period_);
        break;
      case report::Request::Kind::scorecard:
        answer.scorecard = evaluator_.scorecard(
            request.keys.empty() ? indicators_of(catalog, request.key) : request.keys, unit,
            period_);
        break;
      case report::Request::Kind::goals:
        answer.goals = evaluator_.goals(unit, period_);
        break;
      case report::Request::Kind::findings:
        answer.findings = evaluator_.findings(unit, period_);
        break;
      case report::Request::Kind::activities:
        for (const Activity& activity : catalog.plan.activities) {
          if (request.section.empty() || activity.section == request.section) {
            answer.activities.push_back(activity);
          }
        }
        break;
      case report::Request::Kind::series:
        answer.series = series(request, unit);
        break;
      case report::Request::Kind::comment: {
        const auto& comments = catalog.plan.comments;
        answer.comment = *std::find_if(comments.begin(), comments.end(), [&](const Comment& each) {
          return each.key == request.key;
        });
        Diagnostics none;
        answer.comment_answers = answers(*report::Template::parse_comment(*answer.comment, none));
        break;
      }
      case report::Request::Kind::unit_comments:
        answer.unit_comments = unit_comments(request.unit_kind);
        break;
      case report::Request::Kind::internal_control:
        if (!control_) control_ = internal_control_of(plan_.state, period_);
        answer.internal_control = control_;
        break;
    }
    return answer;
  }

  /// What units have written for the report, in the organisation's order.
  std::vector<report::Answer> unit_comments(const std::string& kind) {
    const Organisation& organisation = session_.catalog().organisation;
    std::vector<report::Answer> all;
    for (const std::string& code : organisation.codes()) {
      const int unit = *organisation.index_of(code);
      const UnitValidity* validity = organisation.during(unit, period_);
      if (validity == nullptr || (!kind.empty() && validity->kind != kind)) continue;
      const std::string key = plan::unit_comment_id(report_, period_, code);
      for (const Comment& comment : session_.catalog().plan.comments) {
        if (comment.key != key) continue;
        report::Answer answer;
        answer.comment = comment;
        Diagnostics none;
        answer.comment_answers = answers(*report::Template::parse_comment(comment, none));
        answer.unit_name = organisation.name(unit, period_);
        all.push_back(std::move(answer));
      }
    }
    return all;
  }

  /// The months up to the period's last.
  std::vector<std::vector<FigurePtr>> series(const report::Request& request, int unit) {
    std::vector<std::vector<FigurePtr>> all;
    const Month last = period_.last();
    const Period months(last.plus(1 - request.months), last);
    for (const std::string& key : request.keys) {
      for (const std::string& column : request.columns) {
        std::vector<FigurePtr>& one = all.emplace_back();
        for (const Month month : months.each_month()) {
          one.push_back(evaluator_.figure(key, unit, Period::month(month), column));
        }
      }
    }
    return all;
  }

  int unit_of(const report::Request& request) const {
    if (request.unit.empty()) return unit_;
    return *session_.catalog().organisation.index_of(request.unit);
  }

  FigurePtr figure(const report::Request& request, int unit) {
    const auto slash = request.key.find('/');
    if (slash == std::string::npos) {
      const std::string column = request.column.empty() ? "ytd" : request.column;
      return evaluator_.figure(request.key, unit, period_, column);
    }
    const Statement& statement = *session_.catalog().statement(request.key.substr(0, slash));
    const std::string column = request.column.empty() ? "ytd" : request.column;
    return evaluator_.cell(statement, request.key.substr(slash + 1), column, unit, period_);
  }

  Session& session_;
  figures::Evaluator& evaluator_;
  const RegionPlan& plan_;
  int unit_;
  std::string report_;
  Period period_;
  InternalControlPtr control_;  ///< made when it is first asked for
};

/// Whether the template shows internal control, which only the plan's own files or store have.
bool shows_control(const report::Template& parsed) {
  const auto& requests = parsed.requests();
  return std::any_of(requests.begin(), requests.end(), [](const report::Request& request) {
    return request.kind == report::Request::Kind::internal_control;
  });
}

bool formats_exist(const std::vector<std::string>& formats, Diagnostics& diagnostics) {
  const auto& known = report_formats();
  for (const std::string& format : formats) {
    if (std::find(known.begin(), known.end(), format) == known.end()) {
      diagnostics.error(codes::bad_format, {.file = "--format"},
                        "there is no format `" + format + "`", name_hint(format, known));
    }
  }
  return !diagnostics.has_errors();
}

}  // namespace

void write_together(const std::vector<std::pair<std::string, std::string>>& files,
                    const std::string& folder) {
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) {
    throw Error("io.write", "cannot make the folder " + folder + ": " + problem.message());
  }
  std::vector<std::string> staged;
  try {
    for (const auto& [path, bytes] : files) {
      write_file_atomically(path + ".new", bytes);
      staged.push_back(path + ".new");
    }
    for (const auto& [path, bytes] : files) fs::rename(path + ".new", path);
  } catch (const fs::filesystem_error& failure) {
    for (const std::string& path : staged) fs::remove(path, problem);
    throw Error("io.write", std::string("cannot write the report: ") + failure.what());
  } catch (...) {
    for (const std::string& path : staged) fs::remove(path, problem);
    throw;
  }
}

std::optional<std::string> reference_document(const Catalog& catalog,
                                              const std::vector<std::string>& formats,
                                              Diagnostics& diagnostics) {
  const fs::path path = fs::path(catalog.folder) / "reports" / "reference.docx";
  const bool asked = std::find(formats.begin(), formats.end(), "docx") != formats.end();
  if (!asked || !fs::exists(path)) return std::string();
  constexpr const char* shown_as = "reports/reference.docx";
  constexpr std::size_t largest = 64u << 20;
  auto bytes = read_text_file(path.string(), shown_as, diagnostics, largest);
  if (bytes) report::check_reference(*bytes, shown_as, diagnostics);
  return diagnostics.has_errors() ? std::nullopt : std::move(bytes);
}

const ReportTemplate* find_report(const Catalog& catalog, const std::string& report,
                                  Diagnostics& diagnostics) {
  const ReportTemplate* source = catalog.report(report);
  if (source == nullptr) {
    std::vector<std::string> known;
    for (const ReportTemplate& each : catalog.reports) known.push_back(each.key);
    diagnostics.error(codes::unknown_report, {.file = "REPORT"},
                      "there is no report `" + report + "`", name_hint(report, known));
  }
  return source;
}

std::string title_of(const ReportTemplate& source) {
  Diagnostics ignored;
  const auto parsed = report::Template::parse(source, ignored);
  return parsed ? parsed->title() : source.key;
}

std::optional<Document> make_document(Session& session, const ReportOrder& order,
                                      Diagnostics& diagnostics) {
  const ReportTemplate* source = find_report(session.catalog(), order.report, diagnostics);
  if (source == nullptr) return std::nullopt;
  return make_document(session, *source, order, diagnostics);
}

std::optional<Document> make_document(Session& session, const ReportTemplate& source,
                                      const ReportOrder& order, Diagnostics& diagnostics) {
  const Catalog& catalog = session.catalog();
  const auto parsed = report::Template::parse(source, diagnostics);
  if (!parsed) return std::nullopt;
  const auto plan =
      read_region_plan(catalog.folder, order.store, shows_control(*parsed), diagnostics);
  if (!plan) return std::nullopt;
  if (plan->is_store) session.use_plan(plan_of(plan->state));
  if (!check_templates(catalog, *parsed, diagnostics)) return std::nullopt;

  const std::string code = parsed->unit().empty() ? catalog.region.root_unit : parsed->unit();
  const int unit = *catalog.organisation.index_of(code);
  report::Content content;
  content.period = order.period;
  content.restated_to = order.view.restated_to;
  content.unit_name = catalog.organisation.name(unit, order.period);
  content.deliveries = session.deliveries();
  content.plan = plan->is_store ? "store" : "files";
  content.answers = Answering(session, *plan, unit, order).answers(*parsed);
  Document document = report::compose(*parsed, content, catalog);
  REDTHREAD_ASSERT(report::conflicting_figures(document).empty(), "an address names one figure");
  return document;
}

std::optional<ReportOutcome> make_report(Session& session, const ReportOrder& order,
                                         report::Press& press, Diagnostics& diagnostics) {
  const auto& formats = order.formats.empty() ? report_formats() : order.formats;
  if (!formats_exist(formats, diagnostics)) return std::nullopt;
  const auto document = make_document(session, order, diagnostics);
  auto reference = reference_document(session.catalog(), formats, diagnostics);
  if (!document || !reference) return std::nullopt;

  report::tell_contradictions(report::contradicting_numbers(*document), Severity::warning,
                              diagnostics);

  ReportOutcome outcome;
  outcome.printed_figures = printed_figures(*document).size();
  outcome.figures = all_figures(*document).size();

  Renderer renderer(press, {.reference = std::move(*reference), .pdf_threads = order.threads});
  const std::string snapshot = renderer.render(*document, "json");
  outcome.snapshot_sha256 = sha256_hex(snapshot);
  const std::string stem = order.report + "-" + order.period.to_string();
  std::vector<std::pair<std::string, std::string>> files;
  for (const std::string& format : formats) {
    std::string bytes = format == "json" ? snapshot : renderer.render(*document, format);
    const std::string path = (fs::path(order.out) / fmt::format("{}.{}", stem, format)).string();
    outcome.files.push_back({format, path, sha256_hex(bytes), bytes.size()});
    files.emplace_back(path, std::move(bytes));
  }
  write_together(files, order.out);
  return outcome;
}

}  // namespace redthread::app
