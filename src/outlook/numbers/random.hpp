// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace redthread::outlook {

/// A stream of random numbers that is found by its name: (seed, purpose, replication, index). The
/// same name gives the same numbers whatever else was drawn, in whatever thread. Two scenarios that
/// share a seed therefore meet the same patients (common random numbers).
///
/// Not cryptographic. Cost: about 1 ns a number; a stream takes 32 bytes.
/// Source: xoshiro256++ (Blackman and Vigna 2021, ACM TOMS 47:36), state filled by splitmix64 of
/// the name (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
class Stream {
 public:
  Stream(std::uint64_t seed, std::uint64_t purpose, std::uint64_t replication = 0,
         std::uint64_t index = 0) {
    std::uint64_t key = mixed(seed + golden);
    for (const std::uint64_t part : {purpose, replication, index})
      key = mixed(key ^ mixed(part + golden));
    for (std::uint64_t& word : state_) word = mixed(key += golden);
  }

  std::uint64_t next() {
    const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }
  /// Even on [0, 1), in steps of 2^-53.
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  bool chance(double probability) { return uniform() < probability; }
  /// 0 .. count - 1; `count` from 1 to 2^32. The bias is below 2^-32 times `count`.
  std::uint32_t below(std::uint32_t count) {
    return static_cast<std::uint32_t>(((next() >> 32) * count) >> 32);
  }

 private:
  static constexpr std::uint64_t golden = 0x9e3779b97f4a7c15u;
  static constexpr std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
    return value ^ (value >> 31);
  }
  std::array<std::uint64_t, 4> state_{};
};

/// The layers of the ziggurat for exp(-x): see `exponential`.
struct ExponentialLayers {
  static constexpr std::size_t count = 256;
  std::array<double, count + 1> x{};  ///< right edges, widest first
  std::array<double, count + 1> y{};  ///< exp(-x)
  ExponentialLayers();
};
const ExponentialLayers& exponential_layers();

/// What the ziggurat does in one draw of a hundred: the tail, and the layers' edges.
double exponential_slowly(Stream& stream, std::size_t layer, double x);

/// Exponential with mean 1. Source: the ziggurat of Marsaglia and Tsang 2000 (J. Stat. Soft. 5:8).
inline double exponential(Stream& stream) {
  static const ExponentialLayers& layers = exponential_layers();
  const std::uint64_t bits = stream.next();
  const auto layer = static_cast<std::size_t>(bits & 0xff);
  const double x = static_cast<double>(bits >> 11) * 0x1.0p-53 * layers.x[layer];
  if (x < layers.x[layer + 1]) return x;
  return exponential_slowly(stream, layer, x);
}

/// Normal with mean 0 and deviation 1: the inverse of the distribution function, so that a
/// stream's n-th number is always used for the n-th draw.
double normal(Stream& stream);

/// Poisson with `mean` >= 0: by products up to 30, above by PTRS (Hörmann 1993, Insurance:
/// Mathematics and Economics 12:39).
std::int64_t poisson(Stream& stream, double mean);

/// Gamma with mean 1 and coefficient of variation `cv` (0 gives 1): what a rate is multiplied by
/// when the rate itself is not known. Source: Marsaglia and Tsang 2000, ACM TOMS 26:363.
double gamma_with_mean_one(Stream& stream, double cv);

}  // namespace redthread::outlook
