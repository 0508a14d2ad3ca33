// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "app/workflow.hpp"

namespace redthread::app {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const plan::Object& report) { return Json::parse(to_json(report)); }

}  // namespace

std::string to_json(const ReportStatus& status) {
  Json asked = Json::array();
  for (const AskedUnit& each : status.asked) {
    asked.push_back({{"unit", each.code},
                     {"name", each.name},
                     {"kind", each.kind},
                     {"has_commented", each.has_commented},
                     {"waits_for", each.waits_for}});
  }
  return Json({{"report", json_of(status.report)},
               {"asked", std::move(asked)},
               {"commented", status.commented()}})
      .dump();
}

std::string to_json(const FrozenReport& frozen) {
  return Json({{"report", json_of(frozen.report)},
               {"folder", frozen.folder},
               {"printed_figures", frozen.printed_figures},
               {"figures", frozen.figures}})
      .dump();
}

std::string to_json(const ReportDiff& diff) {
  Json figures = Json::array();
  for (const report::FigureChange& each : diff.changes.figures) {
    figures.push_back({{"address", each.address},
                       {"name", each.name},
                       {"before", each.before},
                       {"after", each.after}});
  }
  Json texts = Json::array();
  for (const report::TextChange& each : diff.changes.texts) {
    texts.push_back({{"is_new", each.is_new}, {"text", each.text}});
  }
  return Json({{"from", diff.from},
               {"to", diff.to},
               {"figures_compared", diff.changes.figures_compared},
               {"figures", std::move(figures)},
               {"texts", std::move(texts)}})
      .dump();
}

std::string to_json(const RenderedAgain& rendered) {
  Json files = Json::array();
  for (const WrittenFile& file : rendered.files) {
    files.push_back({{"format", file.format},
                     {"path", file.path},
                     {"sha256", file.sha256},
                     {"bytes", file.bytes}});
  }
  return Json({{"files", std::move(files)}, {"different", rendered.different}}).dump();
}

}  // namespace redthread::app
