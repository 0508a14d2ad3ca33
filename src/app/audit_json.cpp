// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <nlohmann/json.hpp>

#include "app/audit.hpp"
#include "app/json.hpp"

namespace redthread::app {
namespace {

using Json = nlohmann::ordered_json;

Json place(const AuditOutcome& outcome, const audit::CellRef& at) {
  const audit::PrintedTable& table = outcome.tables[at.table];
  const audit::PrintedRow& row = table.rows[at.row];
  Json json = {{"file", table.file}};
  if (!table.sheet.empty()) json["sheet"] = table.sheet;
  if (row.page > 0) json["page"] = row.page;
  if (table.number > 0) json["table"] = table.number;
  json["line"] = row.line;
  json["row"] = row.label.empty() ? row.key : row.label;
  if (!row.key.empty()) json["key"] = row.key;
  json["column"] = table.columns[at.column].title;
  json["printed"] = row.cells[at.column].text;
  return json;
}

Json finding(const AuditOutcome& outcome, const audit::TableFinding& each) {
  Json json = place(outcome, each.cell);
  json["expected"] = each.expected.empty() ? Json(nullptr) : Json(each.expected);
  json["rule"] = each.rule;
  json["formula"] = each.formula;
  json["severity"] = std::string(audit::to_string(each.severity));
  json["confidence"] = std::round(each.confidence * 100) / 100;
  json["followed"] = each.followed;
  json["broken"] = each.broken;
  json["note"] = each.note;
  if (each.other) json["other"] = place(outcome, *each.other);
  return json;
}

Json finding(const AuditOutcome& outcome, const audit::TextFinding& each) {
  const audit::PublishedText& text = outcome.texts[each.text];
  Json json = {{"file", text.file}};
  if (!text.sheet.empty()) json["sheet"] = text.sheet;
  if (text.page > 0) json["page"] = text.page;
  json["line"] = text.line;
  json["row"] = each.label;
  json["column"] = nullptr;
  json["printed"] = each.printed;
  json["expected"] = each.expected;
  json["rule"] = "texten mot tabellen";
  json["formula"] = each.printed + " mot " + each.expected;
  json["severity"] = std::string(audit::to_string(each.severity));
  json["confidence"] = std::round(each.confidence * 100) / 100;
  json["followed"] = 0;
  json["broken"] = 1;
  json["note"] = each.note;
  json["text"] = text.text;
  json["other"] = place(outcome, each.cell);
  return json;
}

}  // namespace

std::string to_json(const AuditOutcome& outcome, const Diagnostics& diagnostics) {
  Json findings = Json::array();
  for (const auto& each : outcome.result.findings) findings.push_back(finding(outcome, each));
  for (const auto& each : outcome.result.texts) findings.push_back(finding(outcome, each));
  Json rules = Json::array();
  for (const audit::Rule& rule : outcome.result.rules) {
    rules.push_back({{"rule", rule.text},
                     {"declared", rule.declared},
                     {"followed", rule.followed},
                     {"broken", rule.broken}});
  }
  const Json told = Json::parse(to_json(diagnostics));
  const Json json = {{"tables", outcome.own},
                     {"errors", outcome.count(audit::FindingSeverity::error)},
                     {"explainable", outcome.count(audit::FindingSeverity::explainable)},
                     {"rounding", outcome.count(audit::FindingSeverity::rounding)},
                     {"findings", std::move(findings)},
                     {"rules", std::move(rules)},
                     {"diagnostics", told.at("diagnostics")}};
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace redthread::app
