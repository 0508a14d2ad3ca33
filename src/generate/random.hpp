// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace redthread::generate {

/// Pseudo-random whole numbers (splitmix64): the same on every machine and with every compiler,
/// which the standard library's distributions are not. No floating point anywhere.
class Random {
 public:
  explicit constexpr Random(std::uint64_t seed) : state_(seed) {}
  /// A sequence of its own for `name` and `index`, so that what is drawn for one file never depends
  /// on how much another one drew.
  static constexpr Random stream(std::uint64_t seed, std::string_view name,
                                 std::int64_t index = 0) {
    std::uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a
    for (const char letter : name) {
      hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3u;
    }
    return Random(mixed(seed) ^
                  mixed(hash + 0x9e3779b97f4a7c15u * static_cast<std::uint64_t>(index)));
  }

  constexpr std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15u;
    return mixed(state_);
  }
  /// 0 .. count - 1; `count` from 1 to 2^31.
  constexpr std::int64_t below(std::int64_t count) {
    return static_cast<std::int64_t>(((next() >> 32) * static_cast<std::uint64_t>(count)) >> 32);
  }
  /// `low` .. `high`, both included.
  constexpr std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + below(high - low + 1);
  }
  constexpr bool chance(std::int64_t per_mille) { return below(1000) < per_mille; }

 private:
  static constexpr std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
    return value ^ (value >> 31);
  }
  std::uint64_t state_;
};

}  // namespace redthread::generate
