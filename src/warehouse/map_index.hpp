// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/row_fact.hpp"

namespace redthread::warehouse {

/// A look-up list made ready for asking, for one column that is filled from it.
class MapIndex {
 public:
  /// The list's values become what the column stores; the catalog has checked that they can.
  MapIndex(const LookupMap& map, const FactColumn& column);

  /// What the list says for these keys on a day (`Date::days`; nullopt = entries without validity
  /// only). nullopt when it says nothing.
  std::optional<std::int64_t> find(const std::vector<std::string_view>& keys,
                                   std::optional<int> day) const;

 private:
  struct Valid {
    std::string last_key;  ///< empty = the one key
    std::string first_key;
    std::int64_t value = 0;
    int from = 0;
    int to = 0;
  };
  static std::string joined(const std::vector<std::string_view>& keys, std::size_t count);

  std::unordered_map<std::string, std::vector<Valid>> exact_;  ///< by all keys
  /// By all keys but the last, whose ranges stand in order of their first key.
  std::unordered_map<std::string, std::vector<Valid>> ranges_;
};

}  // namespace redthread::warehouse
