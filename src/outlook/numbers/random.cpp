// SPDX-License-Identifier: Apache-2.0
#include "outlook/numbers/random.hpp"

#include <algorithm>

#include "outlook/numbers/normal.hpp"

namespace redthread::outlook {

ExponentialLayers::ExponentialLayers() {
  constexpr double right_edge = 7.69711747013104972;
  constexpr double area = 3.949659822581572e-3;  // of each of the 256 layers, the tail in the first
  x[0] = area * std::exp(right_edge);
  x[1] = right_edge;
  for (std::size_t i = 2; i < count; ++i) x[i] = -std::log(std::exp(-x[i - 1]) + area / x[i - 1]);
  x[count] = 0;
  for (std::size_t i = 0; i <= count; ++i) y[i] = std::exp(-x[i]);
}

const ExponentialLayers& exponential_layers() {
  static const ExponentialLayers layers;
  return layers;
}

double exponential_slowly(Stream& stream, std::size_t layer, double x) {
  const ExponentialLayers& layers = exponential_layers();
  double shift = 0;
  for (;;) {
    if (layer == 0) {
      shift += layers.x[1];  // beyond the edge the curve is itself again
    } else {
      const double height =
          layers.y[layer] + stream.uniform() * (layers.y[layer + 1] - layers.y[layer]);
      if (height < std::exp(-x)) return shift + x;
    }
    const std::uint64_t bits = stream.next();
    layer = static_cast<std::size_t>(bits & 0xff);
    x = static_cast<double>(bits >> 11) * 0x1.0p-53 * layers.x[layer];
    if (x < layers.x[layer + 1]) return shift + x;
  }
}

double normal(Stream& stream) { return normal_quantile(std::max(stream.uniform(), 0x1.0p-54)); }

namespace {

std::int64_t poisson_by_products(Stream& stream, double mean) {
  const double limit = std::exp(-mean);
  std::int64_t count = 0;
  for (double product = stream.uniform(); product > limit; product *= stream.uniform()) ++count;
  return count;
}

std::int64_t poisson_by_rejection(Stream& stream, double mean) {
  const double b = 0.931 + 2.53 * std::sqrt(mean);
  const double a = -0.059 + 0.02483 * b;
  const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
  const double accepted_at_once = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const double u = stream.uniform() - 0.5;
    const double v = stream.uniform();
    const double us = 0.5 - std::abs(u);
    const double k = std::floor((2 * a / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= accepted_at_once) return static_cast<std::int64_t>(k);
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (std::log(v) + std::log(inverse_alpha) - std::log(a / (us * us) + b) <=
        k * std::log(mean) - mean - std::lgamma(k + 1)) {
      return static_cast<std::int64_t>(k);
    }
  }
}

}  // namespace

std::int64_t poisson(Stream& stream, double mean) {
  if (mean <= 0) return 0;
  return mean <= 30 ? poisson_by_products(stream, mean) : poisson_by_rejection(stream, mean);
}

double gamma_with_mean_one(Stream& stream, double cv) {
  if (cv <= 0) return 1;
  const double shape = 1 / (cv * cv);
  if (shape < 1) {  // the boost of the same source
    const double boost = std::pow(std::max(stream.uniform(), 0x1.0p-54), 1 / shape);
    return gamma_with_mean_one(stream, 1 / std::sqrt(shape + 1)) * (shape + 1) / shape * boost;
  }
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double z = normal(stream);
    const double v = std::pow(1 + c * z, 3);
    if (v > 0 && std::log(stream.uniform()) < 0.5 * z * z + d - d * v + d * std::log(v)) {
      return d * v / shape;
    }
  }
}

}  // namespace redthread::outlook
