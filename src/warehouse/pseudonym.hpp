// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace redthread::warehouse {

/// Persons as numbers from which nobody can be recognised: a keyed hash (SipHash-2-4, 64 bits) of
/// what was delivered. The same person has the same number in all facts of a warehouse, and another
/// in every other warehouse. Of a million persons two have the same number with probability
/// 0.00000003.
class Pseudonyms {
 public:
  using Key = std::array<unsigned char, 16>;
  /// A key that nobody knows.
  static Key random_key();
  /// The key kept in a file that only its owner may read; made when there is none. Throws Error
  /// `warehouse.open` when the file cannot be read or written, or is no key.
  static Key key_in(const std::string& path);

  explicit Pseudonyms(const Key& key) : key_(key) {}
  std::int64_t of(std::string_view person) const;

 private:
  Key key_;
};

/// How a person is shown in lists of rows: `P-3f9a2c41d07be655`.
std::string pseudonym_text(std::int64_t number);

}  // namespace redthread::warehouse
