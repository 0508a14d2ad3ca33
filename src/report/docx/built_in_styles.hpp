// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace redthread::report {

/// word/styles.xml of the built-in reference document: every style that a report uses.
std::string built_in_styles();

}  // namespace redthread::report
