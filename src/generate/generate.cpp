// SPDX-License-Identifier: Apache-2.0
#include "generate/generate.hpp"

#include <string>

#include "base/error.hpp"
#include "generate/drg.hpp"
#include "generate/economy_plan.hpp"
#include "generate/facts.hpp"
#include "generate/templates.hpp"
#include "generate/waits.hpp"
#include "generate/world.hpp"

namespace redthread::generate {
namespace {

std::string value_of(const std::string& word, const Request& request) {
  if (word == "first_year") return std::to_string(request.first_year());
  if (word == "last_year") return std::to_string(request.last_year());
  if (word == "previous_year") return std::to_string(request.last_year() - 1);
  if (word == "until") return request.until.to_string();
  if (word == "chats_from") return request.chats_count_from().to_string();
  if (word == "seed") return std::to_string(request.seed);
  if (word == "inhabitants") return std::to_string(request.inhabitants);
  if (word == "years") return std::to_string(request.years);
  REDTHREAD_ASSERT(false, "a template's word is known");
  return {};
}

}  // namespace

std::string filled_in(const std::string& text, const Request& request) {
  std::string filled;
  std::size_t at = 0;
  for (std::size_t mark = text.find('@'); mark != std::string::npos; mark = text.find('@', at)) {
    const std::size_t end = text.find('@', mark + 1);
    REDTHREAD_ASSERT(end != std::string::npos, "at-signs come in pairs");
    filled += text.substr(at, mark - at) + value_of(text.substr(mark + 1, end - mark - 1), request);
    at = end + 1;
  }
  return filled + text.substr(at);
}

Tally generate_region(const Request& request, Sink& sink) {
  World world(request, sink);
  for (const Template& each : templates()) {
    world.write_text(each.path, filled_in(each.text, request));
  }
  world.write_text(".gitignore", ".redthread/\nout/\n");
  world.write_text("organisation.csv", world.units.organisation_csv());
  world.write_text("catalog/maps/drg_weights.csv",
                   drg_weights_csv(request.first_year(), request.last_year()));
  world.write_text("catalog/maps/guarantee_limits.csv", guarantee_limits_csv());
  world.write_text("catalog/maps/own_limits.csv", own_limits_csv(request.last_year()));
  world.write_text("catalog/maps/accounts.csv", accounts_csv(request.first_year()));
  world.write_text("catalog/maps/balance_lines.csv", balance_lines_csv());
  write_contacts(world);
  write_episodes(world);
  write_census(world);
  write_operations(world);
  write_waiting(world);
  write_phone(world);
  write_personnel(world);
  write_economy(world);
  write_plan_values(world);
  return world.tally;
}

}  // namespace redthread::generate
