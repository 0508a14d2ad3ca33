// SPDX-License-Identifier: Apache-2.0
#include "app/close.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "app/messages.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "catalog/closings.hpp"

namespace redthread::app {
namespace {

std::optional<Month> read_month(const Session& session, const CloseQuestion& question,
                                Diagnostics& diagnostics) {
  const auto month = Month::parse(question.through);
  if (!month) {
    diagnostics.error(codes::bad_closing, {.file = "--through"},
                      fmt::format("`{}` is not a month", printable(question.through)),
                      "write the last month to close as 2024-04");
    return std::nullopt;
  }
  if (session.opened_at().substr(0, 7) <= month->to_string()) {
    diagnostics.error(codes::bad_closing, {.file = "--through"},
                      fmt::format("{} is not over", month->to_string()),
                      "close months that have ended");
    return std::nullopt;
  }
  return month;
}

std::set<std::string> read_facts(const Catalog& catalog, const CloseQuestion& question,
                                 Diagnostics& diagnostics) {
  std::vector<std::string> known;
  for (const Fact& fact : catalog.facts) known.push_back(fact.key);
  if (question.facts.empty()) return {known.begin(), known.end()};
  for (const std::string& key : question.facts) {
    if (catalog.fact(key) != nullptr) continue;
    diagnostics.error(codes::unknown_fact, {.file = "--fact"},
                      fmt::format("there is no fact `{}`", printable(key)), name_hint(key, known));
  }
  return {question.facts.begin(), question.facts.end()};
}

/// A delivery of rows is one thing: a year's file is closed whole.
void tell_open_months(const Closing& closing, Diagnostics& diagnostics) {
  for (const ClosedPart& part : closing.parts) {
    if (part.months.last() <= closing.through) continue;
    diagnostics.warning(
        codes::open_months_closed, {.file = part.file},
        fmt::format("the delivery has {}, and all of it is closed", part.months.to_string()),
        "what is delivered month by month is closed month by month");
  }
}

}  // namespace

std::optional<std::vector<ClosedFact>> close_months(Session& session, const CloseQuestion& question,
                                                    Diagnostics& diagnostics) {
  const Catalog& catalog = session.catalog();
  const auto through = read_month(session, question, diagnostics);
  const std::set<std::string> wanted = read_facts(catalog, question, diagnostics);
  if (diagnostics.has_errors() || !through) return std::nullopt;
  std::vector<Closing> closings;
  std::vector<ClosedFact> closed;
  for (const Fact& fact : catalog.facts) {
    const Closing* before = catalog.closing(fact.key);
    if (!wanted.contains(fact.key)) {
      if (before != nullptr) closings.push_back(*before);
      continue;
    }
    Closing closing{.fact = fact.key,
                    .through = *through,
                    .closed_on = session.opened_at().substr(0, 10),
                    .closed_by = session.user(),
                    .decided = question.decided,
                    .parts = session.closed_parts(fact, *through)};
    tell_open_months(closing, diagnostics);
    ClosedFact& told = closed.emplace_back(ClosedFact{.fact = fact.key, .through = *through});
    if (before != nullptr) told.before = before->through;
    std::set<std::string> files;
    for (const ClosedPart& part : closing.parts) {
      told.rows += part.rows;
      files.insert(part.file);
    }
    told.deliveries = files.size();
    closings.push_back(std::move(closing));
  }
  write_file_atomically((std::filesystem::path(catalog.folder) / catalog::closings_file).string(),
                        catalog::closings_text(std::move(closings)));
  return closed;
}

}  // namespace redthread::app
