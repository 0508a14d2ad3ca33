// SPDX-License-Identifier: Apache-2.0
#include "app/open_data.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/bundle.hpp"
#include "plan/values.hpp"

namespace redthread::app {
namespace {

using Json = nlohmann::ordered_json;

/// Columns that show an outcome, and not what it was compared with.
bool shows_outcome(const Figure& figure) {
  static constexpr std::array columns = {
      "ytd", "period", "month", "year_actual", "previous_year", "ytd_previous", "period_previous"};
  const std::string_view column = column_key(figure.address);
  return figure.scenario == Scenario::actual &&
         std::find(columns.begin(), columns.end(), column) != columns.end();
}

struct Subject {
  std::string kpi;
  char gender = 'T';
};
/// `visits.physician{sex: women}` -> `visits.physician`, women. Formulas are no subjects.
std::optional<Subject> subject_of(const std::string& written) {
  if (written.find_first_of(" (") != std::string::npos && written.find('{') == std::string::npos) {
    return std::nullopt;
  }
  for (const auto& [cell, gender] : {std::pair{"{sex: women}", 'K'}, {"{sex: men}", 'M'}}) {
    const auto at = written.find(cell);
    if (at != std::string::npos && written.ends_with(cell)) {
      return Subject{written.substr(0, at), gender};
    }
  }
  return Subject{written, 'T'};
}

/// Gathers what documents print, each value once.
class Gathering {
 public:
  void add(const Document& document, const std::string& report) {
    std::map<std::string, const Definition*> definitions;
    for (const Definition& each : document.definitions) definitions.emplace(each.key, &each);
    for (const FigureRun* run : printed_figures(document)) {
      const Figure& figure = *run->figure;
      const auto subject = subject_of(figure.address.subject);
      if (!subject || !shows_outcome(figure)) continue;
      const auto key =
          std::tuple(subject->kpi, figure.address.unit, figure.period, subject->gender);
      if (!seen_.insert(key).second) continue;
      OpenData::Value value{.kpi = subject->kpi,
                            .unit = figure.address.unit,
                            .period = figure.period,
                            .gender = subject->gender,
                            .value = std::nullopt,
                            .status = std::string(to_string(figure.state)),
                            .report = report};
      if (figure.value && has_value(figure.state)) {
        value.value = displayed_value(*figure.value, figure.format).to_string();
      }
      data_.values.push_back(std::move(value));
      name(*subject, figure, document, definitions);
    }
  }

  OpenData sorted() {
    for (auto& [id, kpi] : kpis_) data_.kpis.push_back(std::move(kpi));
    for (auto& [id, title] : units_) data_.units.push_back({id, title});
    std::sort(data_.values.begin(), data_.values.end(),
              [](const OpenData::Value& a, const OpenData::Value& b) {
                return std::tie(a.kpi, a.unit, a.period, a.gender) <
                       std::tie(b.kpi, b.unit, b.period, b.gender);
              });
    return std::move(data_);
  }

 private:
  void name(const Subject& subject, const Figure& figure, const Document& document,
            const std::map<std::string, const Definition*>& definitions) {
    const auto unit = document.names.units.find(figure.address.unit);
    units_.emplace(figure.address.unit,
                   unit == document.names.units.end() ? figure.address.unit : unit->second);
    const auto definition = definitions.find(subject.kpi);
    const bool is_defined = definition != definitions.end();
    kpis_.emplace(subject.kpi,
                  OpenData::Kpi{.id = subject.kpi,
                                .title = is_defined ? definition->second->name
                                                    : figure.label.in(document.language),
                                .description = is_defined ? definition->second->text : "",
                                .measure_unit = figure.unit.symbol});
  }

  OpenData data_;
  std::map<std::string, OpenData::Kpi> kpis_;
  std::map<std::string, std::string> units_;
  std::set<std::tuple<std::string, std::string, Period, char>> seen_;
};

bool is_asked_for(const OpenData::Value& value, const OpenDataFilter& filter) {
  return (filter.kpi.empty() || filter.kpi == value.kpi) &&
         (filter.unit.empty() || filter.unit == value.unit) &&
         (filter.period.empty() || filter.period == value.period.to_string() ||
          filter.period == value.period.to_span_string());
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char character : text) {
    if (character == '"') quoted += '"';
    quoted += character;
  }
  return quoted + '"';
}

}  // namespace

std::optional<OpenData> open_data(const PlanQuestion& question, const std::string& bundles,
                                  Diagnostics& diagnostics) {
  const auto store = open_plan(question, diagnostics);
  if (!store) return std::nullopt;
  std::vector<const plan::Object*> published;
  for (const auto& [id, report] : store->state().all("report")) {
    if (report->get("state") == "published") published.push_back(report.get());
  }
  // The newest first: what it says holds.
  const auto rank = [](const plan::Object& report) {
    return std::tuple(report.get("period"), plan::integer_of(report.get("version")).value_or(0));
  };
  std::stable_sort(
      published.begin(), published.end(),
      [&](const plan::Object* a, const plan::Object* b) { return rank(*b) < rank(*a); });
  Gathering gathering;
  std::set<std::string> corrected;
  for (const plan::Object* report : published) {
    if (const std::string& before = report->get("corrects"); !before.empty()) {
      corrected.insert(before);
    }
  }
  const std::string folder = bundles.empty() ? question.region + "/.redthread/frozen" : bundles;
  for (const plan::Object* report : published) {
    if (corrected.count(report->key.id) > 0) continue;
    const auto bundle = read_bundle(folder, report->get("bundle"), diagnostics);
    if (!bundle) return std::nullopt;
    gathering.add(bundle->document, fmt::format("{} {} version {}", report->get("template"),
                                                report->get("period"), report->get("version")));
  }
  return gathering.sorted();
}

std::string values_to_json(const OpenData& data, const OpenDataFilter& filter) {
  Json list = Json::array();
  const OpenData::Value* before = nullptr;
  for (const OpenData::Value& value : data.values) {
    if (!is_asked_for(value, filter)) continue;
    const bool goes_on = before != nullptr && before->kpi == value.kpi &&
                         before->unit == value.unit && before->period == value.period;
    if (!goes_on) {
      list.push_back({{"kpi", value.kpi},
                      {"unit", value.unit},
                      {"period", value.period.to_string()},
                      {"values", Json::array()}});
    }
    list.back()["values"].push_back({{"gender", std::string(1, value.gender)},
                                     {"value", value.value ? Json(*value.value) : Json()},
                                     {"status", value.status},
                                     {"report", value.report}});
    before = &value;
  }
  const std::size_t count = list.size();
  return Json({{"count", count}, {"values", std::move(list)}}).dump();
}

std::string values_to_csv(const OpenData& data, const OpenDataFilter& filter) {
  std::string csv = "kpi,unit,period,gender,value,status,report\n";
  for (const OpenData::Value& value : data.values) {
    if (!is_asked_for(value, filter)) continue;
    csv += fmt::format("{},{},{},{},{},{},{}\n", csv_cell(value.kpi), csv_cell(value.unit),
                       value.period.to_string(), value.gender, value.value.value_or(""),
                       value.status, csv_cell(value.report));
  }
  return csv;
}

std::string kpis_to_json(const OpenData& data) {
  Json list = Json::array();
  for (const OpenData::Kpi& kpi : data.kpis) {
    list.push_back({{"id", kpi.id},
                    {"title", kpi.title},
                    {"description", kpi.description},
                    {"measure_unit", kpi.measure_unit}});
  }
  const std::size_t count = list.size();
  return Json({{"count", count}, {"values", std::move(list)}}).dump();
}

std::string units_to_json(const OpenData& data) {
  Json list = Json::array();
  for (const OpenData::Unit& unit : data.units) {
    list.push_back({{"id", unit.id}, {"title", unit.title}});
  }
  const std::size_t count = list.size();
  return Json({{"count", count}, {"values", std::move(list)}}).dump();
}

}  // namespace redthread::app
