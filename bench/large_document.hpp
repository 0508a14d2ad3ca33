// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/document.hpp"

namespace redthread::bench {

/// A report of about 100 printed pages: text with figures, and 60 tables of 40 rows and 7 columns
/// whose figures (some 14 400) each rest on delivered rows.
Document make_large_document();
/// The same with 40 charts, two series of eight months each.
Document make_large_document_with_charts();
/// One table of 4 000 rows and 8 columns.
Document make_long_table();

}  // namespace redthread::bench
