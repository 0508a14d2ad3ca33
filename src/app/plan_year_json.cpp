// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "app/plan_tables.hpp"
#include "app/plan_year.hpp"

namespace redthread::app {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const plan::Object* object) {
  if (object == nullptr) return nullptr;
  Json json{{"key", object->key.id}};
  for (const auto& [name, value] : object->fields) json[name] = value;
  return json;
}

}  // namespace

std::string to_json(const PlanTable& table) {
  Json rows = Json::array();
  for (const auto& cells : table.rows) {
    Json row = Json::object();
    for (std::size_t i = 0; i < cells.size(); ++i) row[table.columns[i].name] = cells[i];
    rows.push_back(std::move(row));
  }
  Json columns = Json::array();
  for (const PlanTable::Column& column : table.columns) {
    columns.push_back({{"name", column.name}, {"is_number", column.is_number}});
  }
  return Json({{"columns", std::move(columns)}, {"rows", std::move(rows)}}).dump();
}

std::string to_json(const AdoptionReport& report) {
  return Json({{"adoption", json_of(report.status.adoption)},
               {"as_adopted", report.status.is_as_adopted},
               {"snapshot", report.snapshot},
               {"changed", report.changed},
               {"assurance", json_of(report.status.assurance)},
               {"as_assured", report.status.is_as_assured}})
      .dump();
}

}  // namespace redthread::app
