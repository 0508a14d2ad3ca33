// SPDX-License-Identifier: Apache-2.0
#include "app/fetch.hpp"

#include "app/clock.hpp"
#include "app/messages.hpp"
#include "base/text.hpp"
#include "catalog/load.hpp"

namespace redthread::app {

std::vector<sources::FetchedFile> fetch_deliveries(const std::string& folder,
                                                   const FetchQuestion& question,
                                                   Diagnostics& diagnostics) {
  const auto months = Period::parse(question.period);
  if (!months) {
    diagnostics.error(codes::bad_period, {.file = "--period"},
                      "`" + printable(question.period) + "` is not a period",
                      "write 2024, 2024-04, 2024-Q1 or 2024-01..2024-03");
    return {};
  }
  const auto catalog = catalog::load_catalog(folder, diagnostics);
  if (!catalog) return {};
  return sources::fetch(*catalog,
                        {.source = question.source,
                         .months = *months,
                         .fetched_at = utc_now(),
                         .fetched_by = question.user,
                         .progress = question.progress},
                        diagnostics);
}

std::vector<FetchedDelivery> fetched_deliveries(const Session& session, Diagnostics& diagnostics) {
  std::vector<FetchedDelivery> fetched;
  const auto known = sources::read_provenance(session.catalog().folder, diagnostics);
  if (!known) return fetched;
  for (const auto& [file, provenance] : *known) {
    for (const Delivery& delivery : session.deliveries()) {
      if (delivery.file != file) continue;
      fetched.push_back({.file = file,
                         .provenance = provenance,
                         .is_as_fetched = delivery.sha256 == provenance.sha256});
    }
  }
  return fetched;
}

}  // namespace redthread::app
