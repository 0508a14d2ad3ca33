// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/period.hpp"
#include "model/catalog.hpp"
#include "warehouse/delivery_folder.hpp"

namespace redthread::warehouse {

/// The checks of a delivery of reported values, row by row, against its fact's declaration.

/// A row that passed.
struct ReportedRow {
  int line = 0;
  int column = 0;  ///< of the measure, for diagnostics
  std::string measure;
  std::string cell;  ///< see cell_to_text
  std::string unit;
  Period period;
  Scenario scenario = Scenario::actual;
  std::optional<std::int64_t> value;  ///< in base units times 10^scale
  State state = State::present;
  std::string written;
  std::string note;
  std::optional<Month> made;  ///< of a forecast: the month after which it was made
  struct Ends {
    std::int64_t low = 0;
    std::int64_t high = 0;
  };
  std::optional<Ends> ends;  ///< of a forecast: its interval, counted like `value`
};

/// A delivery after its checks.
struct CheckedDelivery {
  std::vector<ReportedRow> rows;   ///< the good ones, in file order
  std::vector<Diagnostic> faults;  ///< of the bad ones, by line; a row may have several
  std::int64_t bad_rows = 0;
  /// Nothing of it can be used (not CSV, a wrong header ...), whatever share of bad rows is
  /// allowed.
  bool is_unusable = false;
  std::string source;  ///< the text, for excerpts

  /// Whether there are more bad rows than the fact allows.
  bool is_refused(const Fact& fact) const;
};

/// Checks the bytes of a delivery. Says nothing of duplicates, which may lie in other files.
CheckedDelivery check_delivery(const Catalog& catalog, const DeliveryFile& file,
                               std::string_view bytes);

/// A hash of all in the catalog that the checks and stored values of the fact's deliveries depend
/// on: the same hash and the same bytes give the same rows. Changes of labels, formulas or
/// statements leave it as it is.
std::string check_fingerprint(const Catalog& catalog, const Fact& fact);

/// A cell as text, `profession=physician,sex=women`, and back. The total is the empty text.
std::string cell_to_text(const Cell& cell);
Cell cell_from_text(std::string_view text);

}  // namespace redthread::warehouse
