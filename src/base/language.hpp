// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace redthread {

/// The languages that the interface and reports speak. Swedish first.
enum class Language { swedish, english };

/// A name in both languages; English falls back to Swedish when it is not given.
struct LocalText {
  std::string sv;
  std::string en;
  const std::string& in(Language language) const {
    return language == Language::english && !en.empty() ? en : sv;
  }
  bool operator==(const LocalText&) const = default;
};

}  // namespace redthread
