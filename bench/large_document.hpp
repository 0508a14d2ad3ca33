// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/document.hpp"

namespace redthread::bench {

/// A report of about 100 printed pages: text with figures, and 60 tables of 40 rows and 7 columns
/// whose figures (some 14 400) each rest on delivered rows.
Document make_large_document();

}  // namespace redthread::bench
