// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/catalog.hpp"

namespace redthread::warehouse {

/// A delivery as it lies in the region folder.
struct DeliveryFile {
  const Fact* fact = nullptr;
  std::string file;  ///< `data/annex/production.csv`: how it is known and shown
  std::string path;  ///< where to read it
};

/// The deliveries `data/<fact>/NAME.csv` of the catalog's folder, sorted by `file` (by bytes).
/// Facts with rows are delivered in other formats, too: `.txt .parquet .xlsx .se .si`.
///
/// Nothing that may be meant as a delivery is passed over in silence. Errors: a folder that is no
/// fact's (`warehouse.unknown_fact`); a CSV file that lies in the wrong place or is called .CSV, a
/// name that is not UTF-8 (`warehouse.stray_file`); a folder that cannot be read
/// (`file.unreadable`). Other files are warnings, but for `.hidden` ones and `*.md`, which are left
/// alone. No data/ at all means no deliveries.
std::vector<DeliveryFile> find_deliveries(const Catalog& catalog, Diagnostics& diagnostics);

}  // namespace redthread::warehouse
