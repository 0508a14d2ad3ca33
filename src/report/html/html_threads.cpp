// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

#include "report/compose/table_notes.hpp"
#include "report/html/html_parts.hpp"
#include "report/html/html_text.hpp"
#include "report/words.hpp"

namespace redthread::report {
namespace {

/// Strings by number, each once: labels, definitions and periods repeat in most threads.
class Pool {
 public:
  std::size_t add(std::string_view text) {
    const auto found = numbers_.find(text);
    if (found != numbers_.end()) return found->second;
    const std::size_t number = numbers_.size();
    if (number > 0) json_ += ",\n";
    append_script_json(json_, text);
    return numbers_.emplace(text, number).first->second;
  }
  const std::string& json() const { return json_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> numbers_;
  std::string json_;
};

void append_number(std::string& json, std::size_t number) {
  json += ',';
  json += std::to_string(number);
}

std::string state_text(const Figure& figure, Language language) {
  if (figure.state == State::present) return {};
  std::string text(state_name(figure.state, language));
  const std::string note = state_note(figure, language);
  if (note.empty() || note.starts_with(text)) return note.empty() ? text : note;
  return text + ": " + note;
}

void write_words(std::string& json, const Words& say) {
  const std::array<std::pair<const char*, const char*>, 18> used = {{
      {"how", say.how_counted},
      {"sources", say.sources},
      {"line", say.line},
      {"written", say.written},
      {"period", say.period},
      {"unit", say.unit},
      {"column", say.column},
      {"scenario", say.scenario},
      {"state", say.state},
      {"interval", say.interval},
      {"version", say.version},
      {"definition", say.definition},
      {"formula", say.formula},
      {"copied", say.copied},
      {"copy", say.copy_address},
      {"open", say.open},
      {"source", say.source},
      {"address", say.address},
  }};
  json += "\"w\":{";
  bool first = true;
  for (const auto& [name, text] : used) {
    if (!std::exchange(first, false)) json += ',';
    append_script_json(json, name);
    json += ':';
    append_script_json(json, text);
  }
  json += '}';
}

}  // namespace

HtmlThreads::HtmlThreads(const Document& document)
    : document_(document), figures_(all_figures(document)) {
  numbers_.reserve(figures_.size());
  for (std::size_t i = 0; i < figures_.size(); ++i) numbers_.emplace(figures_[i]->id, i);
}

std::size_t HtmlThreads::number_of(const Figure& figure) const { return numbers_.at(figure.id); }

void HtmlThreads::write(std::string& html) const {
  const Language language = document_.language;
  html += '{';
  write_words(html, words(language));

  html += ",\n\"o\":[";
  for (int i = 0; i <= static_cast<int>(Operation::absent); ++i) {
    const auto operation = static_cast<Operation>(i);
    html += i == 0 ? "[" : ",[";
    append_script_json(html, operation_name(operation, language));
    html += ',';
    append_script_json(html, operand_sign(operation, 0));
    html += ',';
    append_script_json(html, operand_sign(operation, 1));
    html += ']';
  }
  html += "],\n\"d\":[";
  std::unordered_map<int, std::size_t> deliveries;
  for (const Delivery& delivery : document_.deliveries) {
    html += deliveries.empty() ? "[" : ",[";
    append_script_json(html, delivery.file);
    html += ',';
    append_script_json(html, delivery.sha256);
    html += ']';
    deliveries.emplace(delivery.id, deliveries.size());
  }

  // [id, printed, label, column, period, unit, scenario, state, operation, formula, version,
  //  definition, its source, [operands], [[delivery, line, written, note], ...], its interval when
  //  it has one]
  html += "],\n\"f\":[";
  Pool pool;
  const auto name_in = [&](const std::map<std::string, std::string>& names,
                           const std::string& key) {
    const auto found = names.find(key);
    return pool.add(found == names.end() ? key : found->second);
  };
  std::unordered_map<int, std::size_t> period_names;  // a period's name is costly to make
  const auto period_number = [&](Period period) {
    const int key = period.first().index() * 4096 + period.months();
    const auto found = period_names.find(key);
    if (found != period_names.end()) return found->second;
    return period_names.emplace(key, pool.add(period_name(period, language))).first->second;
  };
  for (std::size_t i = 0; i < figures_.size(); ++i) {
    const Figure& figure = *figures_[i];
    html += i == 0 ? "[" : ",\n[";
    append_script_json(html, figure.id);
    html += ',';
    append_script_json(html, figure.text(language));
    append_number(html, pool.add(figure.label.in(language)));
    append_number(html, name_in(document_.names.columns, figure.address.column));
    append_number(html, period_number(figure.period));
    append_number(html, name_in(document_.names.units, figure.address.unit));
    append_number(html, pool.add(scenario_text(figure, language)));
    append_number(html, pool.add(state_text(figure, language)));
    append_number(html, static_cast<std::size_t>(figure.operation));
    append_number(html, pool.add(figure.definition));
    append_number(html, static_cast<std::size_t>(std::max(figure.definition_version, 0)));
    append_number(html, pool.add(figure.explanation.in(language)));
    append_number(html, pool.add(figure.definition_source));
    html += ",[";
    bool first = true;
    for (const FigurePtr& operand : figure.operands) {
      if (!operand) continue;
      if (!std::exchange(first, false)) html += ',';
      html += std::to_string(numbers_.at(operand->id));
    }
    html += "],[";
    first = true;
    for (const SourceRow& source : figure.sources) {
      const auto delivery = deliveries.find(source.delivery);
      html += std::exchange(first, false) ? "[" : ",[";
      html += delivery == deliveries.end() ? "-1" : std::to_string(delivery->second);
      append_number(html, static_cast<std::size_t>(std::max(source.line, 0)));
      html += ',';
      append_script_json(html, source.written);
      append_number(html, pool.add(source.note));
      html += ']';
    }
    html += ']';
    if (figure.interval) append_number(html, pool.add(interval_text(figure, language)));
    html += ']';
  }
  html += "],\n\"s\":[";
  html += pool.json();
  html += "]}";
}

}  // namespace redthread::report
