// SPDX-License-Identifier: Apache-2.0
#include "model/figure.hpp"

#include <unordered_set>

#include <fmt/format.h>

namespace redthread {

std::string to_string(const FigureAddress& address) {
  return fmt::format("{}/{}/{}/{}/{}/{}", address.region, address.subject, address.unit,
                     address.period.to_span_string(), address.view, address.column);
}

std::string Figure::text(Language language, bool with_suffix) const {
  if (value) return format_number(*value, format, language, with_suffix);
  if (state == State::missing) return std::string(missing_mark);
  return std::string(state_name(state, language));
}

std::string_view column_key(const FigureAddress& address) {
  return std::string_view(address.column).substr(0, address.column.find(version_word));
}

std::string scenario_text(const Figure& figure, Language language) {
  std::string text(scenario_name(figure.scenario, language));
  if (figure.scenario == Scenario::forecast && figure.made) {
    text += language == Language::swedish ? " efter " : " after ";
    text += period_name(Period::month(*figure.made), language);
  }
  return text;
}

std::string interval_text(const Figure& figure, Language language) {
  if (!figure.interval) return {};
  // A dash beside a minus sign is hard to read.
  const bool has_sign = figure.interval->low.is_negative() || figure.format.always_sign;
  const char* to = !has_sign ? "\u2013" : language == Language::swedish ? " till " : " to ";
  return format_number(figure.interval->low, figure.format, language, false) + to +
         format_number(figure.interval->high, figure.format, language);
}

std::vector<FigurePtr> thread_of(const FigurePtr& root) {
  std::vector<FigurePtr> thread;
  std::unordered_set<const Figure*> seen;
  std::vector<FigurePtr> waiting = {root};  // a stack: depth first, operands in their order
  while (!waiting.empty()) {
    FigurePtr figure = std::move(waiting.back());
    waiting.pop_back();
    if (!figure || !seen.insert(figure.get()).second) continue;
    waiting.insert(waiting.end(), figure->operands.rbegin(), figure->operands.rend());
    thread.push_back(std::move(figure));
  }
  return thread;
}

}  // namespace redthread
