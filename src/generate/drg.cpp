// SPDX-License-Identifier: Apache-2.0
#include "generate/drg.hpp"

#include <algorithm>
#include <array>

#include "generate/split.hpp"

namespace redthread::generate {
namespace {

struct Code {
  const char* code;
  int weight;  ///< ten thousandths, before a year's changes
};

// By weight, the lightest first.
constexpr std::array<Code, 24> outpatient = {{
    {"O10A", 350},  {"O11A", 380},  {"O12A", 420},  {"P20A", 460},  {"P21A", 500},  {"P22A", 540},
    {"Q30A", 580},  {"Q31A", 620},  {"Q32A", 660},  {"R40A", 700},  {"R41A", 750},  {"R42A", 800},
    {"S50A", 860},  {"S51A", 920},  {"S52A", 1000}, {"T60A", 1100}, {"T61A", 1250}, {"T62A", 1400},
    {"U70A", 1600}, {"U71A", 1850}, {"U72A", 2200}, {"V80A", 2700}, {"V81A", 3300}, {"V82A", 4200},
}};
constexpr std::array<Code, 24> inpatient = {{
    {"A10C", 3100},  {"A11C", 3500},  {"A12C", 3900},  {"B20C", 4300},  {"B21C", 4700},
    {"B22C", 5100},  {"C30C", 5600},  {"C31C", 6100},  {"C32C", 6700},  {"D40C", 7300},
    {"D41C", 7900},  {"D42C", 8600},  {"E50C", 9400},  {"E51C", 10300}, {"E52C", 11300},
    {"F60C", 12500}, {"F61C", 13900}, {"F62C", 15600}, {"G70C", 17700}, {"G71C", 20400},
    {"G72C", 24000}, {"H80C", 29000}, {"H81C", 36500}, {"H82C", 48000},
}};

const std::array<Code, 24>& list(DrgForm form) {
  return form == DrgForm::outpatient ? outpatient : inpatient;
}

}  // namespace

int drg_codes(DrgForm form) { return static_cast<int>(list(form).size()); }

std::string_view drg_code(DrgForm form, int code) {
  return list(form)[static_cast<std::size_t>(code)].code;
}

std::int64_t drg_weight(DrgForm form, int code, int year) {
  const Code& each = list(form)[static_cast<std::size_t>(code)];
  Random random = Random::stream(0, each.code, year);
  return scaled(each.weight, random.between(980, 1020), 1000);
}

std::string drg_weights_csv(int first_year, int last_year) {
  std::string text = "drg,value,valid_from,valid_to\n";
  for (const DrgForm form : {DrgForm::outpatient, DrgForm::inpatient}) {
    for (int code = 0; code < drg_codes(form); ++code) {
      for (int year = first_year; year <= last_year; ++year) {
        const std::string weight = std::to_string(10000 + drg_weight(form, code, year) % 10000);
        text += std::string(drg_code(form, code)) + ',' +
                std::to_string(drg_weight(form, code, year) / 10000) + '.' + weight.substr(1) +
                ',' + std::to_string(year) + "-01-01," + std::to_string(year) + "-12-31\n";
      }
    }
  }
  return text;
}

DrgDraw::DrgDraw(DrgForm form, int year, std::int64_t points, std::int64_t rows)
    : form_(form), points_(points), rows_(std::max<std::int64_t>(rows, 1)) {
  for (int code = 0; code < drg_codes(form_); ++code) {
    weights_.push_back(drg_weight(form_, code, year));
  }
}

int DrgDraw::draw(Random& random) {
  const auto codes = static_cast<std::int64_t>(weights_.size());
  const std::int64_t one = random.below(codes);
  const std::int64_t other = random.below(codes);
  // Ahead of the mark the lighter of two draws is taken, behind it the heavier.
  const bool ahead = drawn_ > scaled(points_, row_, rows_);
  const std::int64_t code = ahead ? std::min(one, other) : std::max(one, other);
  ++row_;
  drawn_ += weights_[static_cast<std::size_t>(code)];
  return static_cast<int>(code);
}

}  // namespace redthread::generate
