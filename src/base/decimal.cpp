// SPDX-License-Identifier: Apache-2.0
#include "base/decimal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>

#include "base/error.hpp"

namespace redthread {
namespace {

__extension__ typedef unsigned __int128 UInt128;

constexpr UInt128 largest_positive = (UInt128(1) << 127) - 1;

/// 10^0 .. 10^38; 10^38 is the last that an Int128 holds.
constexpr auto powers_of_ten = [] {
  std::array<UInt128, 39> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

UInt128 power_of_ten(int exponent) { return powers_of_ten[static_cast<std::size_t>(exponent)]; }

[[noreturn]] void overflow(const char* what) {
  throw Error("number.overflow", std::string(what) + " does not fit in 128 bits");
}

constexpr UInt128 magnitude(Int128 value) {
  return value < 0 ? UInt128(0) - static_cast<UInt128>(value) : static_cast<UInt128>(value);
}

bool fits(UInt128 value, bool negative) {
  return value <= largest_positive + static_cast<UInt128>(negative ? 1 : 0);
}

Int128 with_sign(UInt128 value, bool negative, const char* what) {
  if (!fits(value, negative)) overflow(what);
  return static_cast<Int128>(negative ? UInt128(0) - value : value);
}

UInt128 greatest_common_divisor(UInt128 a, UInt128 b) {
  // 128-bit division is slow, and nearly all figures are below 2^64.
  while (b != 0 && ((a | b) >> 64) != 0) {
    const UInt128 rest = a % b;
    a = b;
    b = rest;
  }
  if (b == 0) return a;
  auto x = static_cast<std::uint64_t>(a);
  auto y = static_cast<std::uint64_t>(b);
  while (y != 0) {
    const std::uint64_t rest = x % y;
    x = y;
    y = rest;
  }
  return x;
}

UInt128 multiplied(UInt128 a, UInt128 b, const char* what) {
  UInt128 result = 0;
  if (__builtin_mul_overflow(a, b, &result)) overflow(what);
  return result;
}

/// The next decimal digit of `remainder / divisor`; `remainder` becomes what is left.
/// remainder < divisor <= 2^127, so doubling stays within 128 bits where times ten would not.
unsigned next_digit(UInt128& remainder, UInt128 divisor) {
  const UInt128 once = remainder;
  unsigned digit = 0;
  const auto carry = [&] {
    if (remainder >= divisor) {
      remainder -= divisor;
      ++digit;
    }
  };
  for (int step = 0; step < 2; ++step) {
    remainder += remainder;
    digit *= 2;
    carry();
  }
  remainder += once;
  carry();
  remainder += remainder;
  digit *= 2;
  carry();
  return digit;
}

/// `numerator * 10^exponent / denominator`, rounded half away from zero. Long division: the whole
/// part, then digit by digit, so that nothing but the result itself can overflow.
Int128 rounded_quotient(Int128 numerator, Int128 denominator, int exponent) {
  const char* const what = "the rounded number";
  const bool negative = (numerator < 0) != (denominator < 0);
  const UInt128 divisor = magnitude(denominator);
  UInt128 quotient = magnitude(numerator) / divisor;
  UInt128 remainder = magnitude(numerator) % divisor;
  if (exponent < 0) {
    // The power is even and at least 10, so the remainder of the first division cannot tip a
    // dropped part that is below half.
    const UInt128 power = power_of_ten(-exponent);
    const bool up = quotient % power >= power / 2;
    return with_sign(quotient / power + (up ? 1 : 0), negative, what);
  }
  for (int i = 0; i < exponent; ++i) {
    quotient = multiplied(quotient, 10, what);
    const unsigned digit = next_digit(remainder, divisor);
    if (__builtin_add_overflow(quotient, UInt128(digit), &quotient)) overflow(what);
  }
  if (remainder >= divisor - remainder && __builtin_add_overflow(quotient, UInt128(1), &quotient)) {
    overflow(what);
  }
  return with_sign(quotient, negative, what);
}

/// `coefficient * 10^exponent`, nullopt when it does not fit.
std::optional<Int128> scaled_up(Int128 coefficient, int exponent) {
  Int128 result = 0;
  if (__builtin_mul_overflow(coefficient, static_cast<Int128>(power_of_ten(exponent)), &result)) {
    return std::nullopt;
  }
  return result;
}

std::optional<Decimal> exact_sum(Decimal a, Decimal b) {
  const int scale = std::max(a.scale(), b.scale());
  const auto left = scaled_up(a.coefficient(), scale - a.scale());
  const auto right = scaled_up(b.coefficient(), scale - b.scale());
  Int128 sum = 0;
  if (!left || !right || __builtin_add_overflow(*left, *right, &sum)) return std::nullopt;
  return Decimal::of(sum, scale);
}

/// `a * b / 10^dropped`, where what divides is taken out before multiplying. nullopt when a digit
/// other than zero would be dropped; `too_large` when only the size is in the way.
std::optional<Int128> product_without_zeros(Int128 a, Int128 b, int dropped, bool& too_large) {
  UInt128 power = power_of_ten(dropped);
  const UInt128 from_a = greatest_common_divisor(magnitude(a), power);
  power /= from_a;
  const UInt128 from_b = greatest_common_divisor(magnitude(b), power);
  power /= from_b;
  too_large = power == 1;
  if (power != 1) return std::nullopt;
  const bool negative = (a < 0) != (b < 0);
  UInt128 product = 0;
  if (__builtin_mul_overflow(magnitude(a) / from_a, magnitude(b) / from_b, &product) ||
      !fits(product, negative)) {
    return std::nullopt;
  }
  return with_sign(product, negative, "the product");
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string digits_of(UInt128 value) {
  std::string digits;
  do {
    digits.push_back(static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value != 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
}

/// Compares `an/ad` with `bn/bd`, denominators > 0, without multiplying: by whole parts, then by
/// the reciprocals of what is left (continued fractions). Negative, zero or positive.
int compare_quotients(Int128 an, Int128 ad, Int128 bn, Int128 bd) {
  Int128 left = 0;
  Int128 right = 0;
  if (!__builtin_mul_overflow(an, bd, &left) && !__builtin_mul_overflow(bn, ad, &right)) {
    return left < right ? -1 : (right < left ? 1 : 0);
  }
  if ((an < 0) != (bn < 0)) return an < 0 ? -1 : 1;
  int sign = an < 0 ? -1 : 1;
  UInt128 n1 = magnitude(an);
  UInt128 d1 = magnitude(ad);
  UInt128 n2 = magnitude(bn);
  UInt128 d2 = magnitude(bd);
  for (;;) {
    const UInt128 whole1 = n1 / d1;
    const UInt128 whole2 = n2 / d2;
    if (whole1 != whole2) return whole1 < whole2 ? -sign : sign;
    const UInt128 rest1 = n1 % d1;
    const UInt128 rest2 = n2 % d2;
    if (rest1 == 0 || rest2 == 0) {
      if (rest1 == rest2) return 0;
      return rest1 == 0 ? -sign : sign;
    }
    n1 = d1;
    d1 = rest1;
    n2 = d2;
    d2 = rest2;
    sign = -sign;
  }
}

}  // namespace

// Decimal ------------------------------------------------------------------------------------

Decimal Decimal::of(Int128 coefficient, int scale) {
  REDTHREAD_ASSERT(scale >= 0 && scale <= max_scale, "a decimal's scale is 0..18");
  Decimal result;
  result.coefficient_ = coefficient;
  result.scale_ = scale;
  return result;
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
  if (text.empty() || !is_digit(text.front()) || !is_digit(text.back())) return std::nullopt;

  Int128 coefficient = 0;
  int scale = 0;
  bool point = false;
  for (const char c : text) {
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (!is_digit(c)) return std::nullopt;
    if (point && ++scale > max_scale) return std::nullopt;
    const Int128 digit = negative ? '0' - c : c - '0';
    if (__builtin_mul_overflow(coefficient, Int128(10), &coefficient) ||
        __builtin_add_overflow(coefficient, digit, &coefficient)) {
      return std::nullopt;
    }
  }
  return of(coefficient, scale);
}

Decimal Decimal::operator-() const {
  return of(with_sign(magnitude(coefficient_), coefficient_ > 0, "the negated number"), scale_);
}

Decimal Decimal::abs() const { return is_negative() ? -*this : *this; }

Decimal operator+(Decimal a, Decimal b) {
  if (const auto sum = exact_sum(a, b)) return *sum;
  if (const auto sum = exact_sum(a.normalized(), b.normalized())) return *sum;
  overflow("the sum");
}

Decimal operator-(Decimal a, Decimal b) { return a + -b; }

Decimal operator*(Decimal a, Decimal b) {
  const int scale = a.scale_ + b.scale_;
  Int128 product = 0;
  if (scale <= Decimal::max_scale &&
      !__builtin_mul_overflow(a.coefficient_, b.coefficient_, &product)) {
    return Decimal::of(product, scale);
  }
  bool go_on = true;
  for (int dropped = std::max(0, scale - Decimal::max_scale); go_on && dropped <= scale;
       ++dropped) {
    const auto held = product_without_zeros(a.coefficient_, b.coefficient_, dropped, go_on);
    if (held) return Decimal::of(*held, scale - dropped);
  }
  overflow("the product");
}

Decimal Decimal::divide(Decimal a, Decimal b, int scale) {
  REDTHREAD_ASSERT(!b.is_zero(), "division by zero is decided by the caller");
  REDTHREAD_ASSERT(scale >= 0 && scale <= max_scale, "a decimal's scale is 0..18");
  return of(rounded_quotient(a.coefficient_, b.coefficient_, b.scale_ - a.scale_ + scale), scale);
}

Decimal Decimal::rounded(int scale) const { return divide(*this, 1, scale); }

std::optional<std::int64_t> Decimal::as_integer_at(int scale) const {
  REDTHREAD_ASSERT(scale >= 0 && scale <= max_scale, "a decimal's scale is 0..18");
  Int128 result = coefficient_;
  if (scale >= scale_) {
    const auto scaled = scaled_up(coefficient_, scale - scale_);
    if (!scaled) return std::nullopt;
    result = *scaled;
  } else {
    const auto power = static_cast<Int128>(power_of_ten(scale_ - scale));
    if (coefficient_ % power != 0) return std::nullopt;
    result = coefficient_ / power;
  }
  if (result < std::numeric_limits<std::int64_t>::min() ||
      result > std::numeric_limits<std::int64_t>::max()) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(result);
}

Decimal Decimal::normalized() const {
  Decimal result = *this;
  while (result.scale_ > 0 && result.coefficient_ % 10 == 0) {
    result.coefficient_ /= 10;
    --result.scale_;
  }
  return result;
}

bool operator==(Decimal a, Decimal b) {
  if (a.scale_ == b.scale_) return a.coefficient_ == b.coefficient_;
  return !(a < b) && !(b < a);
}

bool operator<(Decimal a, Decimal b) {
  const int scale = std::max(a.scale_, b.scale_);
  const auto left = scaled_up(a.coefficient_, scale - a.scale_);
  const auto right = scaled_up(b.coefficient_, scale - b.scale_);
  // At most one side is scaled up; when it does not fit, it is beyond all that the other can be.
  if (!left) return a.is_negative();
  if (!right) return !b.is_negative();
  return *left < *right;
}

std::string Decimal::to_string() const {
  std::string digits = digits_of(magnitude(coefficient_));
  const auto decimals = static_cast<std::size_t>(scale_);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  if (decimals > 0) digits.insert(digits.size() - decimals, 1, '.');
  if (is_negative()) digits.insert(0, 1, '-');
  return digits;
}

double Decimal::to_double() const {
  const std::string text = to_string();
  double result = 0;
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result;
}

std::string to_string(Int128 value) {
  const std::string digits = digits_of(magnitude(value));
  return value < 0 ? "-" + digits : digits;
}

// Exact --------------------------------------------------------------------------------------

Exact::Exact(Decimal value)
    : Exact(quotient(value.coefficient(), static_cast<Int128>(power_of_ten(value.scale())))) {}

Exact Exact::quotient(Int128 numerator, Int128 denominator) {
  REDTHREAD_ASSERT(denominator != 0, "a quotient's denominator is not zero");
  const bool negative = numerator != 0 && (numerator < 0) != (denominator < 0);
  const UInt128 divisor = greatest_common_divisor(magnitude(numerator), magnitude(denominator));
  Exact result;
  result.numerator_ = with_sign(magnitude(numerator) / divisor, negative, "the quotient");
  result.denominator_ = with_sign(magnitude(denominator) / divisor, false, "the quotient");
  return result;
}

Exact Exact::abs() const { return is_negative() ? -*this : *this; }

Exact Exact::operator-() const {
  Exact result;
  result.numerator_ = with_sign(magnitude(numerator_), numerator_ > 0, "the negated number");
  result.denominator_ = denominator_;
  return result;
}

Exact operator+(Exact a, Exact b) {
  // Knuth 4.5.1: with g = gcd of the denominators, only factors of g can still cancel.
  const char* const what = "the sum";
  const auto shared = static_cast<Int128>(
      greatest_common_divisor(magnitude(a.denominator_), magnitude(b.denominator_)));
  Int128 left = 0;
  Int128 right = 0;
  Int128 sum = 0;
  if (__builtin_mul_overflow(a.numerator_, b.denominator_ / shared, &left) ||
      __builtin_mul_overflow(b.numerator_, a.denominator_ / shared, &right) ||
      __builtin_add_overflow(left, right, &sum)) {
    overflow(what);
  }
  const UInt128 cancels = greatest_common_divisor(magnitude(sum), magnitude(shared));
  Exact result;
  result.numerator_ = with_sign(magnitude(sum) / cancels, sum < 0, what);
  result.denominator_ = with_sign(
      multiplied(magnitude(a.denominator_ / shared), magnitude(b.denominator_) / cancels, what),
      false, what);
  return result;
}

Exact operator-(Exact a, Exact b) { return a + -b; }

Exact operator*(Exact a, Exact b) {
  const char* const what = "the product";
  const UInt128 first = greatest_common_divisor(magnitude(a.numerator_), magnitude(b.denominator_));
  const UInt128 second =
      greatest_common_divisor(magnitude(b.numerator_), magnitude(a.denominator_));
  const bool negative = (a.numerator_ < 0) != (b.numerator_ < 0);
  Exact result;
  result.numerator_ =
      with_sign(multiplied(magnitude(a.numerator_) / first, magnitude(b.numerator_) / second, what),
                negative, what);
  result.denominator_ = with_sign(
      multiplied(magnitude(a.denominator_) / second, magnitude(b.denominator_) / first, what),
      false, what);
  return result;
}

Exact operator/(Exact a, Exact b) {
  REDTHREAD_ASSERT(b.numerator_ != 0, "what a zero base means is decided by the caller");
  const char* const what = "the quotient";
  const UInt128 first = greatest_common_divisor(magnitude(a.numerator_), magnitude(b.numerator_));
  const UInt128 second =
      greatest_common_divisor(magnitude(a.denominator_), magnitude(b.denominator_));
  const bool negative = (a.numerator_ < 0) != (b.numerator_ < 0);
  Exact result;
  result.numerator_ = with_sign(
      multiplied(magnitude(a.numerator_) / first, magnitude(b.denominator_) / second, what),
      negative, what);
  result.denominator_ = with_sign(
      multiplied(magnitude(a.denominator_) / second, magnitude(b.numerator_) / first, what), false,
      what);
  return result;
}

bool operator==(Exact a, Exact b) {
  return a.numerator_ == b.numerator_ && a.denominator_ == b.denominator_;
}

bool operator<(Exact a, Exact b) {
  return compare_quotients(a.numerator_, a.denominator_, b.numerator_, b.denominator_) < 0;
}

Decimal Exact::rounded(int scale) const {
  REDTHREAD_ASSERT(scale >= 0 && scale <= Decimal::max_scale, "a decimal's scale is 0..18");
  return Decimal::of(rounded_quotient(numerator_, denominator_, scale), scale);
}

std::string Exact::to_string() const {
  for (int scale = 0; scale <= Decimal::max_scale; ++scale) {
    const auto power = static_cast<Int128>(power_of_ten(scale));
    if (power % denominator_ != 0) continue;
    Int128 coefficient = 0;
    if (__builtin_mul_overflow(numerator_, power / denominator_, &coefficient)) break;
    return Decimal::of(coefficient, scale).to_string();
  }
  return redthread::to_string(numerator_) + "/" + redthread::to_string(denominator_);
}

std::optional<Exact> Exact::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto numerator = Decimal::parse(text.substr(0, slash));
  if (!numerator) return std::nullopt;
  if (slash == std::string_view::npos) return Exact(*numerator);
  const std::string_view below = text.substr(slash + 1);
  const auto denominator = Decimal::parse(below);
  if (!denominator || !is_digit(below.front()) || numerator->scale() != 0 ||
      denominator->scale() != 0 || denominator->is_zero()) {
    return std::nullopt;
  }
  return quotient(numerator->coefficient(), denominator->coefficient());
}

double Exact::to_double() const {
  // At least 62 significant bits, the last of which also says whether anything is left: then the
  // conversion to double rounds once.
  const UInt128 divisor = magnitude(denominator_);
  UInt128 quotient = magnitude(numerator_) / divisor;
  UInt128 remainder = magnitude(numerator_) % divisor;
  int shifts = 0;
  while (remainder != 0 && (quotient >> 61) == 0) {
    remainder += remainder;
    quotient += quotient;
    if (remainder >= divisor) {
      remainder -= divisor;
      ++quotient;
    }
    ++shifts;
  }
  if (remainder != 0) quotient |= 1;
  const double result = std::ldexp(static_cast<double>(quotient), -shifts);
  return is_negative() ? -result : result;
}

}  // namespace redthread
