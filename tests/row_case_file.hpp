// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

namespace redthread::product {

/// The cases of tests/rows/*.txt as they are written (tests/rows/README.md says how).

/// A delivery as a case writes it: a head and rows, of which columns may be left out.
struct WrittenDelivery {
  std::string fact;
  std::string name;  ///< `2024-03.csv`
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

/// A line that says what is to be found.
struct Expected {
  std::string place;  ///< `access.txt:12: expect ...`
  std::string verb;   ///< `expect`, `quarantined`, `refused`
  std::string what;   ///< what stands before ` = `
  std::string value;  ///< what stands after it
};

struct RowCase {
  std::string file;
  std::string name;
  std::vector<std::string> library;             ///< folders of library/
  std::map<std::string, std::string> defaults;  ///< by `fact.column`
  bool takes_bad_rows = false;
  std::vector<WrittenDelivery> deliveries;
  std::vector<Expected> expected;
};

/// How a failing test names the case.
void PrintTo(const RowCase& one, std::ostream* out);

/// Throws on a line that it cannot read.
std::vector<RowCase> read_row_cases(const std::filesystem::path& file);

/// The delivery as CSV: columns of the fact that the case leaves out have their default, in which
/// `#` is the row's number. `columns` are the fact's heads; empty = the case's own, as they stand.
std::string to_csv(const WrittenDelivery& delivery, const std::vector<std::string>& columns,
                   const std::map<std::string, std::string>& defaults);

}  // namespace redthread::product
