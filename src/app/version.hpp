// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace redthread::app {

/// `0.1.0`: the program's version, as frozen reports keep it.
const char* software_version();

}  // namespace redthread::app
