// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/request.hpp"
#include "generate/sink.hpp"
#include "generate/tally.hpp"

namespace redthread::generate {

/// Writes a whole region folder to the sink: region.toml, organisation, catalog, plan, a report
/// and deliveries of rows. A pure function of the request, but for what the sink does.
/// Returns what was written, counted.
Tally generate_region(const Request& request, Sink& sink);

}  // namespace redthread::generate
