// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generate/random.hpp"

namespace redthread::generate {

/// Made-up DRG codes with a weight list a year, in ten thousandths of a point.
enum class DrgForm { outpatient, inpatient };

int drg_codes(DrgForm form);
std::string_view drg_code(DrgForm form, int code);
std::int64_t drg_weight(DrgForm form, int code, int year);
/// The look-up list catalog/maps/drg_weights.csv for these years.
std::string drg_weights_csv(int first_year, int last_year);

/// Draws codes for `rows` rows so that their weights add up to `points` (ten thousandths), to
/// within one heavy code.
class DrgDraw {
 public:
  DrgDraw(DrgForm form, int year, std::int64_t points, std::int64_t rows);
  int draw(Random& random);
  std::int64_t drawn_points() const { return drawn_; }

 private:
  DrgForm form_;
  std::vector<std::int64_t> weights_;
  std::int64_t points_;
  std::int64_t rows_;
  std::int64_t row_ = 0;
  std::int64_t drawn_ = 0;
};

}  // namespace redthread::generate
