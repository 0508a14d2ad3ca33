// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace redthread::report {

/// Names of places in a document: unique, and the same for the same text (`Ekonomi i balans` ->
/// `ekonomi-i-balans`, the second time `ekonomi-i-balans-2`).
class Anchors {
 public:
  std::string make(std::string_view text);
  const std::set<std::string>& all() const { return taken_; }

 private:
  std::set<std::string> taken_;
};

/// Lower-case ASCII letters and digits with hyphens: å and ä become a, ö o, é e; other characters
/// are hyphens. Empty when nothing is left.
std::string slug(std::string_view text);

}  // namespace redthread::report
