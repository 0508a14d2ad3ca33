// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redthread::warehouse {

/// A line of a SIE file: `#TRANS 5010 {1 "100" 6 "P1"} 1250.00 20240301 "Hyra \"mars\""`.
struct SieLine {
  std::string_view label;           ///< `#TRANS`; `{` or `}`; empty for a blank line
  std::vector<std::string> fields;  ///< unquoted, without the object list
  std::vector<std::pair<std::string, std::string>> objects;  ///< dimension and object
  bool has_objects = false;                                  ///< a list, if an empty one

  /// A field, empty when the line has fewer.
  const std::string& field(std::size_t index) const;
};

/// Reads a line without its end. Gives what is wrong with it, or nothing.
std::string read_sie_line(std::string_view text, SieLine& line);

}  // namespace redthread::warehouse
