// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

namespace redthread::report {

/// The drawn charts of a document: chart id (`Chart::data.id`) -> picture, the same in every
/// format.
struct Picture {
  std::string svg;  ///< self-contained, with <title> and <desc>; sizes in CSS pixels
  int width = 0;
  int height = 0;
};
using Pictures = std::map<std::string, Picture>;

}  // namespace redthread::report
