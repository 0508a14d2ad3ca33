// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/jobs.hpp"
#include "server/route.hpp"

namespace redthread::server {

/// Starts a job for the call's region: 202 with `{"job":ID}` and its address, or 503 when too many
/// run already.
Answer started(Call& call, const std::string& kind, app::Jobs::Work work);

}  // namespace redthread::server
