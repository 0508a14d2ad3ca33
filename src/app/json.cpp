// SPDX-License-Identifier: Apache-2.0
#include "app/json.hpp"

#include <nlohmann/json.hpp>

namespace redthread::app {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Json diagnostic(const Diagnostic& item) {
  const char* severity = item.severity == Severity::error     ? "error"
                         : item.severity == Severity::warning ? "warning"
                                                              : "note";
  return {{"severity", severity},   {"code", item.code},          {"file", item.span.file},
          {"line", item.span.line}, {"column", item.span.column}, {"message", item.message},
          {"hint", item.hint}};
}

const char* name_of(audit::Verdict verdict) {
  switch (verdict) {
    case audit::Verdict::equal:
      return "equal";
    case audit::Verdict::rounding:
      return "rounding";
    case audit::Verdict::published_error:
      return "published_error";
    case audit::Verdict::unexplained:
      return "unexplained";
  }
  return "unexplained";
}

const char* style_word(StatementRow::Style style) {
  switch (style) {
    case StatementRow::Style::of_which:
      return "of_which";
    case StatementRow::Style::total:
      return "total";
    case StatementRow::Style::heading:
      return "heading";
    case StatementRow::Style::normal:
      break;
  }
  return "normal";
}

Json figure_json(const Figure& figure, Language language) {
  Json json = {{"id", figure.id},
               {"label", figure.label.in(language)},
               {"value", figure.value ? Json(figure.value->to_string()) : Json(nullptr)},
               {"text", figure.text(language)},
               {"measure_unit", figure.unit.symbol},
               {"state", std::string(to_string(figure.state))},
               {"state_note", figure.state_note.in(language)},
               {"period", figure.period.to_span_string()},
               {"scenario", std::string(to_string(figure.scenario))},
               {"unit", figure.address.unit}};
  if (figure.made) json["made"] = figure.made->to_string();
  if (figure.interval) {
    json["interval"] = {{"low", figure.interval->low.to_string()},
                        {"high", figure.interval->high.to_string()},
                        {"text", interval_text(figure, language)}};
  }
  return json;
}

Json list_json(const std::vector<FigurePtr>& figures, Language language) {
  Json list = Json::array();
  for (const FigurePtr& figure : figures) {
    Json json = figure_json(*figure, language);
    json["column"] = column_key(figure->address);
    list.push_back(std::move(json));
  }
  return list;
}

Json figure_or_null(const FigurePtr& figure, Language language) {
  return figure ? figure_json(*figure, language) : Json(nullptr);
}

Json history_json(const ScoreHistory& history, const NumberFormat& format, Language language) {
  Json months = Json::array();
  for (const MonthlyScore& each : history.months) {
    months.push_back({{"month", each.month.to_string()},
                      {"value", each.value ? Json(each.value->to_string()) : Json(nullptr)},
                      {"text", each.value ? format_number(*each.value, format, language)
                                          : std::string(missing_mark)},
                      {"status", std::string(to_string(each.status))}});
  }
  return months;
}

Json deliveries_json(const std::vector<Delivery>& deliveries) {
  Json list = Json::array();
  for (const Delivery& delivery : deliveries) {
    Json json = {{"id", delivery.id},
                 {"fact", delivery.fact},
                 {"file", delivery.file},
                 {"sha256", delivery.sha256},
                 {"rows", delivery.rows},
                 {"quarantined", delivery.quarantined},
                 {"loaded_at", delivery.loaded_at},
                 {"loaded_by", delivery.loaded_by}};
    if (delivery.span) json["period"] = delivery.span->to_string();
    if (!delivery.label.empty()) json["label"] = delivery.label;
    if (!delivery.format.empty()) json["format"] = delivery.format;
    list.push_back(std::move(json));
  }
  return list;
}

Json source_json(const SourceRow& source, const Session& session) {
  Json json = {{"line", source.line}, {"written", source.written}, {"note", source.note}};
  if (const Delivery* delivery = session.delivery(source.delivery)) {
    json["delivery"] = delivery->id;
    json["file"] = delivery->file;
    json["sha256"] = delivery->sha256;
    json["loaded_at"] = delivery->loaded_at;
    json["loaded_by"] = delivery->loaded_by;
    if (const sources::Provenance* fetched = session.fetched(*delivery)) {
      json["fetched"] = {{"source", fetched->source},
                         {"sql_sha256", fetched->sql_sha256},
                         {"fetched_at", fetched->fetched_at},
                         {"fetched_by", fetched->fetched_by}};
    }
  }
  return json;
}

Json thread_json(const Figure& figure, const Session& session, Language language) {
  Json json = figure_json(figure, language);
  json["operation"] = std::string(to_string(figure.operation));
  json["definition"] = figure.definition;
  json["definition_version"] = figure.definition_version;
  json["explanation"] = figure.explanation.in(language);
  json["operands"] = Json::array();
  for (const FigurePtr& operand : figure.operands) {
    json["operands"].push_back(thread_json(*operand, session, language));
  }
  json["sources"] = Json::array();
  for (const SourceRow& source : figure.sources) {
    json["sources"].push_back(source_json(source, session));
  }
  return json;
}

}  // namespace

std::string to_json(const Diagnostics& diagnostics) {
  Json list = Json::array();
  for (const Diagnostic& item : diagnostics.items()) list.push_back(diagnostic(item));
  return dumped({{"errors", diagnostics.error_count()}, {"diagnostics", list}});
}

std::string to_json(const CheckResult& result) {
  return dumped({{"units", result.units},
                 {"measures", result.measures},
                 {"indicators", result.indicators},
                 {"statements", result.statements},
                 {"reports", result.reports},
                 {"deliveries", result.deliveries},
                 {"rows", result.rows}});
}

std::string to_json(const GeneratedRegion& region) {
  return dumped({{"files", region.files},
                 {"rows", region.rows},
                 {"bad_rows", region.bad_rows},
                 {"bytes", region.bytes}});
}

std::string to_json(const Figure& figure, Language language) {
  return dumped(figure_json(figure, language));
}

std::string to_json(const std::vector<FigurePtr>& figures, Language language) {
  return dumped({{"figures", list_json(figures, language)}});
}

std::string thread_to_json(const FigurePtr& figure, const Session& session, Language language) {
  return dumped(thread_json(*figure, session, language));
}

std::string thread_to_json(const FigurePtr& figure, const std::vector<FigurePtr>& comparisons,
                           const Session& session, Language language) {
  Json json = thread_json(*figure, session, language);
  json["comparisons"] = list_json(comparisons, language);
  return dumped(json);
}

std::string to_json(const StatementTable& table, Language language) {
  Json columns = Json::array();
  for (const auto& column : table.columns) {
    columns.push_back({{"key", column.key}, {"title", column.title.in(language)}});
  }
  Json rows = Json::array();
  for (const auto& row : table.rows) {
    Json cells = Json::array();
    for (const FigurePtr& cell : row.cells) cells.push_back(figure_json(*cell, language));
    rows.push_back({{"key", row.key},
                    {"label", row.label.in(language)},
                    {"parent", row.parent},
                    {"style", style_word(row.style)},
                    {"indent", row.indent},
                    {"note", row.note.in(language)},
                    {"cells", std::move(cells)}});
  }
  return dumped({{"statement", table.key},
                 {"title", table.title.in(language)},
                 {"note", table.note.in(language)},
                 {"source", table.source.in(language)},
                 {"row_title", table.row_title.in(language)},
                 {"measure_unit", table.common_unit},
                 {"columns", std::move(columns)},
                 {"rows", std::move(rows)}});
}

std::string to_json(const Scorecard& scorecard, const std::vector<ScoreHistory>& histories,
                    Language language) {
  Json rows = Json::array();
  for (const ScorecardRow& row : scorecard.rows) {
    rows.push_back({{"indicator", row.indicator},
                    {"name", row.name.in(language)},
                    {"note", row.note.in(language)},
                    {"outcome", figure_or_null(row.outcome, language)},
                    {"previous", figure_or_null(row.previous, language)},
                    {"target", row.target_text.in(language)},
                    {"target_level", row.target_level},
                    {"to_target", figure_or_null(row.to_target, language)},
                    {"status", std::string(to_string(row.status))},
                    {"trend", std::string(to_string(row.trend))}});
  }
  for (std::size_t i = 0; i < histories.size(); ++i) {
    rows[i]["history"] = history_json(histories[i], scorecard.rows[i].outcome->format, language);
  }
  return dumped({{"indicators", std::move(rows)}});
}

std::string to_json(const std::vector<GoalAttainment>& goals, Language language) {
  Json list = Json::array();
  for (const GoalAttainment& goal : goals) {
    list.push_back({{"goal", goal.goal},
                    {"name", goal.name.in(language)},
                    {"parent", goal.parent},
                    {"attained", goal.attained},
                    {"judged", goal.judged},
                    {"total", goal.total},
                    {"status", std::string(to_string(goal.status))},
                    {"trend", std::string(to_string(goal.trend))},
                    {"rule", goal.rule.in(language)}});
  }
  return dumped({{"goals", std::move(list)}});
}

std::string to_json(const std::vector<Finding>& findings, Language language) {
  Json list = Json::array();
  for (const Finding& finding : findings) {
    list.push_back({{"kind", std::string(to_string(finding.kind))},
                    {"title", finding.title.in(language)},
                    {"shown", figure_or_null(finding.shown, language)},
                    {"other", figure_or_null(finding.other, language)},
                    {"difference", figure_or_null(finding.difference, language)},
                    {"within_rounding", finding.within_rounding}});
  }
  return dumped({{"findings", std::move(list)}});
}

std::string to_json(const std::vector<Delivery>& deliveries) {
  return dumped({{"deliveries", deliveries_json(deliveries)}});
}

std::string_view to_string(OwedDelivery::State state) {
  switch (state) {
    case OwedDelivery::State::in:
      return "in";
    case OwedDelivery::State::late:
      return "late";
    case OwedDelivery::State::awaited:
      return "awaited";
    case OwedDelivery::State::overdue:
      break;
  }
  return "overdue";
}

std::string to_json(const std::vector<Delivery>& deliveries, const std::vector<OwedDelivery>& owed,
                    const std::vector<FetchedDelivery>& fetched) {
  Json list = Json::array();
  for (const OwedDelivery& each : owed) {
    Json json = {{"fact", each.fact},
                 {"from", each.label},
                 {"period", each.span.to_string()},
                 {"state", std::string(to_string(each.state))},
                 {"days_late", each.days_late}};
    json["due"] = each.due ? Json(each.due->to_string()) : Json();
    json["file"] = each.file.empty() ? Json() : Json(each.file);
    list.push_back(std::move(json));
  }
  Json from_sources = Json::array();
  for (const FetchedDelivery& each : fetched) {
    from_sources.push_back({{"file", each.file},
                            {"source", each.provenance.source},
                            {"sql_sha256", each.provenance.sql_sha256},
                            {"fetched_at", each.provenance.fetched_at},
                            {"fetched_by", each.provenance.fetched_by},
                            {"as_fetched", each.is_as_fetched}});
  }
  return dumped({{"deliveries", deliveries_json(deliveries)},
                 {"owed", std::move(list)},
                 {"fetched", std::move(from_sources)}});
}

std::string to_json(const std::vector<QuarantinedRow>& rows) {
  Json list = Json::array();
  for (const QuarantinedRow& row : rows) {
    list.push_back({{"file", row.file},
                    {"line", row.line},
                    {"column", row.column},
                    {"code", row.code},
                    {"reason", row.reason},
                    {"hint", row.hint}});
  }
  return dumped({{"quarantine", std::move(list)}});
}

std::string to_json(const ReportOutcome& outcome) {
  Json files = Json::array();
  for (const WrittenFile& file : outcome.files) {
    files.push_back({{"format", file.format},
                     {"path", file.path},
                     {"sha256", file.sha256},
                     {"bytes", file.bytes}});
  }
  return dumped({{"files", std::move(files)},
                 {"printed_figures", outcome.printed_figures},
                 {"figures", outcome.figures},
                 {"snapshot_sha256", outcome.snapshot_sha256}});
}

std::string to_json(const std::vector<audit::Judgement>& judgements) {
  const audit::ProofCount counted = audit::count(judgements);
  Json list = Json::array();
  for (const audit::Judgement& judgement : judgements) {
    if (judgement.verdict == audit::Verdict::equal) continue;
    list.push_back({{"table", judgement.cell.table},
                    {"row", judgement.cell.row},
                    {"column", judgement.cell.column},
                    {"line", judgement.cell.line},
                    {"printed", judgement.cell.printed},
                    {"computed", judgement.computed_text},
                    {"verdict", name_of(judgement.verdict)},
                    {"reason", judgement.reason}});
  }
  return dumped({{"derived", counted.derived},
                 {"equal", counted.equal},
                 {"rounding", counted.rounding},
                 {"published_errors", counted.published_errors},
                 {"unexplained", counted.unexplained},
                 {"not_equal", std::move(list)}});
}

std::string error_to_json(const std::string& code, const std::string& message,
                          const std::vector<std::string>& context) {
  return dumped({{"error", {{"code", code}, {"message", message}, {"context", context}}}});
}

}  // namespace redthread::app
