// SPDX-License-Identifier: Apache-2.0
// What was fetched and what was closed, as JSON.
#include <nlohmann/json.hpp>

#include "app/json.hpp"

namespace redthread::app {
namespace {

using Json = nlohmann::ordered_json;

const char* name_of(sources::FetchedFile::State state) {
  switch (state) {
    case sources::FetchedFile::State::written:
      return "written";
    case sources::FetchedFile::State::replaced:
      return "replaced";
    case sources::FetchedFile::State::unchanged:
      return "unchanged";
  }
  return "unchanged";
}

}  // namespace

std::string to_json(const std::vector<sources::FetchedFile>& files) {
  Json list = Json::array();
  for (const sources::FetchedFile& each : files) {
    list.push_back({{"source", each.source},
                    {"fact", each.fact},
                    {"file", each.file},
                    {"months", each.months.to_span_string()},
                    {"rows", each.rows},
                    {"sha256", each.sha256},
                    {"state", name_of(each.state)}});
  }
  return Json{{"fetched", std::move(list)}}.dump();
}

std::string to_json(const std::vector<ClosedFact>& facts) {
  Json list = Json::array();
  for (const ClosedFact& each : facts) {
    list.push_back({{"fact", each.fact},
                    {"through", each.through.to_string()},
                    {"before", each.before ? Json(each.before->to_string()) : Json(nullptr)},
                    {"deliveries", each.deliveries},
                    {"rows", each.rows}});
  }
  return Json{{"closed", std::move(list)}}.dump();
}

}  // namespace redthread::app
