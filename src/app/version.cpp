// SPDX-License-Identifier: Apache-2.0
#include "app/version.hpp"

namespace redthread::app {

const char* software_version() { return REDTHREAD_VERSION; }

}  // namespace redthread::app
