// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "app/json.hpp"

namespace redthread::app {
namespace {

using Json = nlohmann::ordered_json;

Json question_json(const Catalog& catalog, const RowsQuestion& question) {
  const Measure& measure = catalog.measures[static_cast<std::size_t>(question.measure)];
  return {{"measure", measure.key}, {"cell", question.cell}};
}

}  // namespace

std::string sql_to_json(const Catalog& catalog, const std::vector<RowsQuestion>& questions,
                        const std::vector<std::string>& queries) {
  Json list = Json::array();
  for (std::size_t i = 0; i < questions.size(); ++i) {
    Json json = question_json(catalog, questions[i]);
    json["sql"] = queries[i];
    list.push_back(std::move(json));
  }
  return Json({{"queries", std::move(list)}}).dump();
}

std::string rows_to_json(const Session& session, const std::vector<RowsQuestion>& questions,
                         const std::vector<RowList>& lists) {
  Json all = Json::array();
  for (std::size_t i = 0; i < questions.size(); ++i) {
    Json json = question_json(session.catalog(), questions[i]);
    json["total"] = lists[i].total;
    json["columns"] = lists[i].header;
    json["rows"] = Json::array();
    for (const RowList::Row& row : lists[i].rows) {
      const Delivery* delivery = session.delivery(row.delivery);
      json["rows"].push_back({{"file", delivery == nullptr ? "" : delivery->file},
                              {"line", row.line},
                              {"values", row.values}});
    }
    all.push_back(std::move(json));
  }
  return Json({{"rows", std::move(all)}}).dump();
}

std::string to_json(const std::vector<Look>& looks) {
  Json list = Json::array();
  for (const Look& look : looks) {
    list.push_back({{"at", look.at},
                    {"by", look.by},
                    {"figure", look.figure},
                    {"measure", look.measure},
                    {"rows", look.rows}});
  }
  return Json({{"looks", std::move(list)}}).dump();
}

}  // namespace redthread::app
