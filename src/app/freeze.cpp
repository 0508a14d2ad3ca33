// SPDX-License-Identifier: Apache-2.0
// The steps of workflow.hpp that make, bind and give out a frozen report.
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "app/messages.hpp"
#include "app/rendering.hpp"
#include "app/version.hpp"
#include "app/workflow_parts.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "plan/files.hpp"
#include "plan/journal.hpp"
#include "plan/report_state.hpp"
#include "plan/values.hpp"
#include "report/archive.hpp"
#include "report/typed_numbers.hpp"

namespace redthread::app {
namespace {

namespace fs = std::filesystem;

/// `delarsrapport-2024-T1-v1`.
std::string stem_of(const BundleFacts& facts) {
  return fmt::format("{}-{}-v{}", facts.report, facts.period, facts.version);
}

/// What of the plan a frozen report keeps: all but what is kept about people's events, and about
/// the reports themselves.
bool is_kept(const std::string& file) { return file != "incidents.csv" && file != "reports.csv"; }

std::string file_text(const std::string& path) {
  Diagnostics ignored;
  return read_text_file(path, path, ignored).value_or("");
}

bool is_complete(const ReportStatus& status, const std::string& incomplete,
                 Diagnostics& diagnostics) {
  std::vector<std::string> missing;
  for (const AskedUnit& each : status.asked) {
    if (!each.has_commented) missing.push_back(fmt::format("{} ({})", each.name, each.code));
  }
  if (missing.empty() || !incomplete.empty()) return true;
  diagnostics.error(codes::comments_missing, {},
                    fmt::format("{} of {} comments have not come: {}", missing.size(),
                                status.asked.size(), join(missing, ", ")),
                    "wait for them, or say with --incomplete why you do not");
  return false;
}

/// The bundle's files and facts, made from a document that passed every gate.
struct Made {
  BundleFacts facts;
  BundleFiles files;
  std::size_t printed = 0;
};

Made make_files(const Session& session, const ReportStep& step, const OrganisationView& view,
                const plan::Object& report, const plan::State& state, const Document& made,
                const std::string& reference, report::Press& press) {
  const Catalog& catalog = session.catalog();
  Made result;
  std::string archive = report::to_archive(made);
  // Rendered from what is kept, so that it can be rendered from it again.
  const auto document = report::from_archive(archive);
  REDTHREAD_ASSERT(document.has_value(), "what was archived can be read");
  result.printed = printed_figures(*document).size();
  result.facts = {.region = catalog.region.key,
                  .report = step.report,
                  .period = step.period.to_string(),
                  .organisation = view.to_string(),
                  .version = report.get("version"),
                  .catalog_sha256 = catalog.sha256,
                  .plan = document->plan,
                  .scales = {},
                  .software = software_version(),
                  .figures = all_figures(*document).size()};
  for (const auto& [id, scale] : state.all("scale")) result.facts.scales.push_back(id);
  result.files.emplace_back("document.json", std::move(archive));
  result.files.emplace_back("organisation.csv", file_text(catalog.folder + "/organisation.csv"));
  result.files.emplace_back("template.md", catalog.report(step.report)->text);
  for (const plan::FileText& file : plan::to_files(state)) {
    if (is_kept(file.name)) result.files.emplace_back("plan/" + file.name, file.text);
  }
  if (!reference.empty()) result.files.emplace_back("reference.docx", reference);
  Renderer renderer(press, {.reference = reference});
  for (const std::string& format : report_formats()) {
    result.files.emplace_back(fmt::format("renderings/{}.{}", stem_of(result.facts), format),
                              renderer.render(*document, format));
  }
  return result;
}

/// What a reader of the published files sees of the signature.
std::string signature_text(const plan::Object& report, const Document& document) {
  const bool swedish = document.language == Language::swedish;
  return fmt::format(
      fmt::runtime(swedish ? "{}, version {}\nUndertecknad av {} den {}\nBeslut: {}\n"
                             "Fryst av {} den {}\nDet frystas SHA-256: {}\n"
                           : "{}, version {}\nSigned by {} on {}\nDecision: {}\n"
                             "Frozen by {} on {}\nSHA-256 of what was frozen: {}\n"),
      document.title, report.get("version"), report.get("signed_by"), report.get("signed_on"),
      report.get("decision"), report.get("frozen_by"), report.get("frozen_on"),
      report.get("bundle"));
}

std::string changes_text(const Document& before, const Document& after, const std::string& from,
                         const std::string& to) {
  const bool swedish = after.language == Language::swedish;
  return report::to_text(
      report::changes_between(before, after),
      fmt::format(fmt::runtime(swedish ? "Det här har ändrats från version {} till version {}"
                                       : "What changed from version {} to version {}"),
                  from, to),
      after.language);
}

}  // namespace

std::optional<FrozenReport> freeze_report(Session& session, const ReportStep& step,
                                          const OrganisationView& view,
                                          const std::string& incomplete, report::Press& press,
                                          Diagnostics& diagnostics) {
  const auto store = open_plan(step.plan, diagnostics);
  const auto day = day_of(step, diagnostics);
  if (!store || !day) return std::nullopt;
  const plan::State state = store->state();
  const plan::Head head = plan::read_head(store->connection());
  const plan::Object* report = last_version(state, step, diagnostics);
  if (!report || !can_become(*report, "frozen", diagnostics)) return std::nullopt;
  const ReportStatus status = status_of(state, *report, step, session.catalog());
  if (!is_complete(status, incomplete, diagnostics)) return std::nullopt;

  auto document = make_document(session,
                                {.report = step.report,
                                 .period = step.period,
                                 .view = view,
                                 .formats = {},
                                 .out = {},
                                 .store = step.plan.store},
                                diagnostics);
  const auto reference = reference_document(session.catalog(), report_formats(), diagnostics);
  if (!document || !reference) return std::nullopt;
  report::tell_contradictions(report::contradicting_numbers(*document), Severity::error,
                              diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  document->status = fmt::format("Version {}", report->get("version"));

  const Made made = make_files(session, step, view, *report, state, *document, *reference, press);
  const std::string bundle = write_bundle(bundles_of(step), made.facts, made.files);
  if (plan::read_head(store->connection()) != head) {
    throw Error("plan.conflict",
                "the plan was changed while the report was frozen; freeze it again");
  }
  plan::Fields fields = report->fields;
  fields["state"] = "frozen";
  fields["bundle"] = bundle;
  fields["frozen_by"] = step.plan.who;
  fields["frozen_on"] = *day;
  fields.erase("incomplete");
  if (!incomplete.empty()) fields["incomplete"] = incomplete;
  const auto now =
      commit_step(*store, report->key, report->version, fields, step, "frozen", diagnostics);
  if (!now) return std::nullopt;
  return FrozenReport{.report = *now,
                      .folder = (fs::path(bundles_of(step)) / bundle).string(),
                      .printed_figures = made.printed,
                      .figures = made.facts.figures};
}

std::optional<plan::Object> sign_report(const ReportStep& step, const std::string& signer,
                                        const std::string& decision, Diagnostics& diagnostics) {
  const auto store = open_plan(step.plan, diagnostics);
  const auto day = day_of(step, diagnostics);
  if (!store || !day) return std::nullopt;
  const plan::State state = store->state();
  const plan::Object* report = last_version(state, step, diagnostics);
  if (!report || !can_become(*report, "signed", diagnostics)) return std::nullopt;
  if (!read_bundle(bundles_of(step), report->get("bundle"), diagnostics)) return std::nullopt;
  plan::Fields fields = report->fields;
  fields["state"] = "signed";
  fields["signed_by"] = signer;
  fields["signed_on"] = *day;
  fields["decision"] = decision;
  return commit_step(*store, report->key, report->version, fields, step, "signed", diagnostics);
}

std::optional<std::vector<std::string>> publish_report(const ReportStep& step,
                                                       const std::string& out,
                                                       Diagnostics& diagnostics) {
  const auto store = open_plan(step.plan, diagnostics);
  const auto day = day_of(step, diagnostics);
  if (!store || !day) return std::nullopt;
  const plan::State state = store->state();
  const plan::Object* last = last_version(state, step, diagnostics);
  if (!last) return std::nullopt;
  const plan::Object& report = *last;
  const bool is_published = report.get("state") == "published";
  if (!is_published && !can_become(report, "published", diagnostics)) return std::nullopt;
  const auto bundle = read_bundle(bundles_of(step), report.get("bundle"), diagnostics);
  if (!bundle) return std::nullopt;
  const std::string stem = (fs::path(out) / stem_of(bundle->facts)).string();
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& [name, bytes] : bundle->renderings) {
    files.emplace_back((fs::path(out) / name).string(), bytes);
  }
  files.emplace_back(stem + ".signature.txt", signature_text(report, bundle->document));
  if (const plan::Object* before = state.find("report", report.get("corrects"))) {
    const auto old = read_bundle(bundles_of(step), before->get("bundle"), diagnostics);
    if (!old) return std::nullopt;
    files.emplace_back(stem + ".changes.txt",
                       changes_text(old->document, bundle->document, before->get("version"),
                                    report.get("version")));
  }
  if (!is_published) {
    plan::Fields fields = report.fields;
    fields["state"] = "published";
    fields["published_by"] = step.plan.who;
    fields["published_on"] = *day;
    if (!commit_step(*store, report.key, report.version, fields, step, "published", diagnostics)) {
      return std::nullopt;
    }
  }
  write_together(files, out);
  std::vector<std::string> paths;
  paths.reserve(files.size());
  for (const auto& [path, bytes] : files) paths.push_back(path);
  return paths;
}

std::optional<ReportDiff> diff_report(const ReportStep& step, int from, int to,
                                      Diagnostics& diagnostics) {
  const auto store = open_plan(step.plan, diagnostics);
  if (!store) return std::nullopt;
  const plan::State state = store->state();
  if (!last_version(state, step, diagnostics)) return std::nullopt;
  std::vector<const plan::Object*> frozen;
  for (const plan::Object* each : plan::report_versions(state, step.report, step.period)) {
    if (each->get("state") != "open") frozen.push_back(each);
  }
  const auto count = static_cast<int>(frozen.size());
  const ReportDiff asked{.from = from > 0 ? from : (to > 0 ? to : count) - 1,
                         .to = to > 0 ? to : count};
  const auto is_frozen = [&](int version) { return version >= 1 && version <= count; };
  if (!is_frozen(asked.from) || !is_frozen(asked.to)) {
    diagnostics.error(codes::not_frozen, {},
                      from == 0 && to == 0
                          ? fmt::format("{} of the report's versions are frozen, and it takes two "
                                        "to compare",
                                        count)
                          : fmt::format("version {} of the report has not been frozen",
                                        is_frozen(asked.to) ? asked.from : asked.to),
                      "see how far it has come: redthread report status");
    return std::nullopt;
  }
  const auto read = [&](int version) {
    return read_bundle(bundles_of(step),
                       frozen[static_cast<std::size_t>(version) - 1]->get("bundle"), diagnostics);
  };
  const auto before = read(asked.from);
  const auto after = read(asked.to);
  if (!before || !after) return std::nullopt;
  return ReportDiff{asked.from, asked.to,
                    report::changes_between(before->document, after->document)};
}

std::optional<RenderedAgain> render_bundle(const std::string& bundle, const std::string& out,
                                           report::Press& press, Diagnostics& diagnostics) {
  const fs::path folder =
      fs::path(bundle).has_filename() ? fs::path(bundle) : fs::path(bundle).parent_path();
  const auto read =
      read_bundle(folder.parent_path().string(), folder.filename().string(), diagnostics);
  if (!read) return std::nullopt;
  RenderedAgain result;
  Renderer renderer(press, {.reference = read->reference});
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& [name, frozen] : read->renderings) {
    const std::string format = fs::path(name).extension().string().substr(1);
    std::string bytes = renderer.render(read->document, format);
    if (bytes != frozen) result.different.push_back(format);
    const std::string path = (fs::path(out) / name).string();
    result.files.push_back({format, path, sha256_hex(bytes), bytes.size()});
    files.emplace_back(path, std::move(bytes));
  }
  write_together(files, out);
  return result;
}

}  // namespace redthread::app
