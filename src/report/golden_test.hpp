// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace redthread::report {

/// Equal to tests/golden/report/NAME; REDTHREAD_APPROVE=1 rewrites it, and someone looks at the
/// diff.
void expect_golden(const std::string& name, const std::string& text);

}  // namespace redthread::report
