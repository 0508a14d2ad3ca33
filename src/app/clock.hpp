// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace redthread::app {

/// The time now, `2024-05-08T06:12:00Z`: for manifests and logs, never for figures.
std::string utc_now();

}  // namespace redthread::app
