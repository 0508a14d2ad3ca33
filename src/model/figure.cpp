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
