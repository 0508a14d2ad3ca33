// SPDX-License-Identifier: Apache-2.0
#include "report/thread_text.hpp"

#include <algorithm>

#include "report/compose/table_notes.hpp"
#include "report/words.hpp"

namespace redthread::report {

ThreadText::ThreadText(const Document& document) : document_(document) {
  for (const Delivery& delivery : document.deliveries) deliveries_.emplace(delivery.id, &delivery);
}

const std::string& ThreadText::name(const std::map<std::string, std::string>& names,
                                    const std::string& key) const {
  const auto found = names.find(key);
  return found == names.end() ? key : found->second;
}

std::string ThreadText::source_line(const SourceRow& source) const {
  std::string line = words(document_.language).source;
  const auto delivery = deliveries_.find(source.delivery);
  if (delivery != deliveries_.end()) line += delivery->second->file;
  if (source.line > 0) {
    line += std::string(", ") + words(document_.language).line + " " + std::to_string(source.line);
  }
  if (!source.written.empty()) line += ": \u201D" + source.written + "\u201D";
  if (delivery != deliveries_.end()) line += " (" + delivery->second->sha256.substr(0, 12) + ")";
  if (!source.note.empty()) line += ". " + source.note;
  return line;
}

std::string ThreadText::of(const Figure& figure, std::size_t max_operands) const {
  const Language language = document_.language;
  std::string text = figure.label.in(language);
  text += " \u00B7 " + name(document_.names.columns, figure.address.column);
  text += " \u00B7 " + period_short_name(figure.period, language);
  text += " \u00B7 " + name(document_.names.units, figure.address.unit);
  if (figure.made && figure.scenario == Scenario::forecast) {
    text += "\n" + scenario_text(figure, language);
  }
  if (figure.interval) {
    text += "\n" + std::string(words(language).interval) + " " + interval_text(figure, language);
  }
  if (const std::string note = state_note(figure, language); !note.empty()) {
    text += "\n" + note;
  } else if (!figure.value) {
    text += "\n" + std::string(state_name(figure.state, language));
  }
  if (!figure.operands.empty()) {
    text += "\n" + std::string(operation_name(figure.operation, language));
    if (!figure.definition.empty()) text += ": " + figure.definition;
  }
  const std::size_t told = std::min(figure.operands.size(), max_operands);
  for (std::size_t i = 0; i < told; ++i) {
    const FigurePtr& operand = figure.operands[i];
    if (!operand) continue;
    const std::string_view sign = operand_sign(figure.operation, i);
    text += "\n";
    text += sign.empty() ? "   " : std::string(sign) + " ";
    text += operand->text(language) + " " + operand->label.in(language);
    if (column_key(operand->address) != column_key(figure.address)) {
      text += ", " + name(document_.names.columns, operand->address.column);
    }
  }
  if (told < figure.operands.size()) {
    text += "\n\u2026 (" + std::to_string(figure.operands.size() - told) + ")";
  }
  for (std::size_t i = 0; i < std::min(figure.sources.size(), max_operands); ++i) {
    text += "\n" + source_line(figure.sources[i]);
  }
  return text;
}

}  // namespace redthread::report
