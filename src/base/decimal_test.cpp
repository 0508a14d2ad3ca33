// SPDX-License-Identifier: Apache-2.0
#include "base/decimal.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <limits>
#include <ostream>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.hpp"

namespace redthread {

// How GoogleTest shows them when a test fails.
std::ostream& operator<<(std::ostream& out, const Decimal& value) {
  return out << value.to_string();
}
std::ostream& operator<<(std::ostream& out, const Exact& value) { return out << value.to_string(); }

namespace {

const Int128 largest = std::numeric_limits<Int128>::max();
const Int128 smallest = std::numeric_limits<Int128>::min();

Decimal decimal(const char* text) { return Decimal::parse(text).value(); }
Exact exact(const char* text) { return Exact::parse(text).value(); }

std::string error_code(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.code();
  }
  return {};
}

// The oracle: rationals of unlimited integers, by school arithmetic on decimal digits ------------

/// A whole number of any size: a sign and decimal digits, the least first.
class Big {
 public:
  Big(Int128 value) : Big(to_string(value)) {}  // NOLINT
  explicit Big(std::string text) : negative_(text.front() == '-') {
    for (auto it = text.rbegin(); it != text.rend() && *it != '-'; ++it)
      digits_.push_back(*it - '0');
    tidy();
  }
  static Big power_of_ten(int exponent) {
    return Big("1" + std::string(static_cast<std::size_t>(exponent), '0'));
  }

  Big operator-() const {
    Big result = *this;
    result.negative_ = !negative_;
    result.tidy();
    return result;
  }
  friend Big operator*(const Big& a, const Big& b) {
    Big result(0);
    result.digits_.assign(a.digits_.size() + b.digits_.size(), 0);
    for (std::size_t i = 0; i < a.digits_.size(); ++i) {
      for (std::size_t j = 0; j < b.digits_.size(); ++j) {
        result.digits_[i + j] += a.digits_[i] * b.digits_[j];
      }
    }
    result.negative_ = a.negative_ != b.negative_;
    result.carry();
    return result;
  }
  friend Big operator+(const Big& a, const Big& b) {
    if (a.negative_ != b.negative_) return compare_size(a, b) < 0 ? b.less(a) : a.less(b);
    Big result = a;
    result.digits_.resize(std::max(a.digits_.size(), b.digits_.size()) + 1);
    for (std::size_t i = 0; i < b.digits_.size(); ++i) result.digits_[i] += b.digits_[i];
    result.carry();
    return result;
  }
  friend Big operator-(const Big& a, const Big& b) { return a + -b; }
  friend bool operator==(const Big&, const Big&) = default;
  friend bool operator<(const Big& a, const Big& b) { return (a - b).negative_; }
  bool fits() const { return !(Big(largest) < *this) && !(*this < Big(smallest)); }
  bool ends_in_zero() const { return digits_.front() == 0; }
  Big without_last_digit() const {
    Big result = *this;
    result.digits_.erase(result.digits_.begin());
    if (result.digits_.empty()) result.digits_.push_back(0);
    result.tidy();
    return result;
  }
  Big abs() const { return negative_ ? -*this : *this; }

 private:
  static int compare_size(const Big& a, const Big& b) {
    if (a.digits_.size() != b.digits_.size()) return a.digits_.size() < b.digits_.size() ? -1 : 1;
    const auto [x, y] = std::mismatch(a.digits_.rbegin(), a.digits_.rend(), b.digits_.rbegin());
    return x == a.digits_.rend() ? 0 : *x - *y;
  }
  /// Size less the size of the smaller `b`, with this sign.
  Big less(const Big& b) const {
    Big result = *this;
    for (std::size_t i = 0; i < b.digits_.size(); ++i) result.digits_[i] -= b.digits_[i];
    for (std::size_t i = 0; i < result.digits_.size(); ++i) {
      if (result.digits_[i] >= 0) continue;
      result.digits_[i] += 10;
      --result.digits_[i + 1];
    }
    result.tidy();
    return result;
  }
  void carry() {
    int over = 0;
    for (int& digit : digits_) {
      over += digit;
      digit = over % 10;
      over /= 10;
    }
    tidy();
  }
  void tidy() {
    while (digits_.size() > 1 && digits_.back() == 0) digits_.pop_back();
    if (digits_.size() == 1 && digits_.front() == 0) negative_ = false;
  }

  bool negative_ = false;
  std::vector<int> digits_;
};

/// A fraction that nobody reduces; below > 0.
struct Fraction {
  Big above;
  Big below;
  friend Fraction operator+(const Fraction& a, const Fraction& b) {
    return {a.above * b.below + b.above * a.below, a.below * b.below};
  }
  friend Fraction operator-(const Fraction& a, const Fraction& b) {
    return a + Fraction{-b.above, b.below};
  }
  friend Fraction operator*(const Fraction& a, const Fraction& b) {
    return {a.above * b.above, a.below * b.below};
  }
  friend bool operator==(const Fraction& a, const Fraction& b) {
    return a.above * b.below == b.above * a.below;
  }
  friend bool operator<(const Fraction& a, const Fraction& b) {
    return a.above * b.below < b.above * a.below;
  }
  Fraction abs() const { return {above.abs(), below}; }
};

Fraction fraction(Decimal value) { return {value.coefficient(), Big::power_of_ten(value.scale())}; }
Fraction fraction(Exact value) { return {value.numerator(), value.denominator()}; }

/// At most half of the last decimal away, and away from zero when it is exactly half.
bool is_rounded(const Fraction& value, Decimal rounded) {
  const Fraction half{1, Big(2) * Big::power_of_ten(rounded.scale())};
  const Fraction shown = fraction(rounded);
  const Fraction off = (value - shown).abs();
  if (half < off) return false;
  return !(off == half) || value.abs() < shown.abs();
}

/// Whole numbers of all sizes, the largest and the small ones alike.
Int128 any_int128() {
  const auto high = *rc::gen::arbitrary<std::int64_t>();
  const auto low = *rc::gen::arbitrary<std::uint64_t>();
  const int shift = *rc::gen::inRange(0, 127);
  const Int128 value = static_cast<Int128>(high) * (Int128(1) << 63) + static_cast<Int128>(low / 2);
  const Int128 ends = *rc::gen::element(value, value, value, value, largest, smallest);
  // A power of ten makes the decimals whose scale can be reduced.
  Int128 tens = 1;
  for (int i = *rc::gen::inRange(0, 12); i > 0; --i) tens *= 10;
  Int128 scaled = 0;
  const bool overflows = __builtin_mul_overflow(ends >> shift, tens, &scaled);
  return overflows ? ends >> shift : scaled;
}
Int128 any_small_int() { return *rc::gen::arbitrary<std::int32_t>(); }

int any_scale() { return *rc::gen::inRange(0, Decimal::max_scale + 1); }
Decimal any_decimal() { return Decimal::of(any_int128(), any_scale()); }
Decimal any_small_decimal() { return Decimal::of(any_small_int(), *rc::gen::inRange(0, 7)); }
Exact any_exact() {
  const Int128 above = any_int128();
  Int128 below = any_int128();
  if (below == 0) below = 1;
  if (above == smallest || below == smallest) return Exact(1);
  return Exact::quotient(above, below);
}
Exact any_small_exact() {
  return Exact::quotient(any_small_int(), *rc::gen::inRange<std::int64_t>(1, 100000));
}

/// The result of `operation`, or nothing when it said that it does not fit.
template <typename Operation>
auto unless_overflow(Operation operation) -> std::optional<decltype(operation())> {
  try {
    return operation();
  } catch (const Error& error) {
    RC_ASSERT(error.code() == "number.overflow");
    return std::nullopt;
  }
}

// Decimal ----------------------------------------------------------------------------------------

TEST(DecimalTest, reads_plain_decimals) {
  EXPECT_EQ(decimal("-1234.50").coefficient(), -123450);
  EXPECT_EQ(decimal("-1234.50").scale(), 2);
  EXPECT_EQ(decimal("+7"), Decimal(7));
  EXPECT_EQ(decimal("007"), Decimal(7));
  EXPECT_EQ(decimal("-0.0").to_string(), "0.0");
}

TEST(DecimalTest, reads_nothing_else) {
  for (const char* text : {"",
                           "-",
                           "+",
                           ".",
                           ".5",
                           "5.",
                           "-.5",
                           "1,5",
                           "1 000",
                           "1e3",
                           "0x10",
                           "1.2.3",
                           "--1",
                           " 1",
                           "1 ",
                           "1.0000000000000000000",
                           "nan",
                           "1'000",
                           "170141183460469231731687303715884105728",
                           "99999999999999999999999999999999999999999"}) {
    EXPECT_FALSE(Decimal::parse(text)) << text;
  }
}

TEST(DecimalTest, holds_the_whole_range) {
  EXPECT_EQ(decimal("170141183460469231731687303715884105727").coefficient(), largest);
  EXPECT_EQ(decimal("-170141183460469231731687303715884105728").coefficient(), smallest);
  EXPECT_EQ(Decimal::of(smallest, 18).to_string(), "-170141183460469231731.687303715884105728");
  EXPECT_EQ(to_string(smallest), "-170141183460469231731687303715884105728");
}

TEST(DecimalTest, prints_all_its_decimals) {
  EXPECT_EQ(Decimal::of(476, 1).to_string(), "47.6");
  EXPECT_EQ(Decimal::of(-5, 3).to_string(), "-0.005");
  EXPECT_EQ(Decimal::of(0, 2).to_string(), "0.00");
  EXPECT_EQ(Decimal(12).to_string(), "12");
}

TEST(DecimalTest, rounds_half_away_from_zero) {
  EXPECT_EQ(decimal("2.5").rounded(0).to_string(), "3");
  EXPECT_EQ(decimal("-2.5").rounded(0).to_string(), "-3");
  EXPECT_EQ(decimal("2.4999").rounded(0).to_string(), "2");
  EXPECT_EQ(decimal("0.05").rounded(1).to_string(), "0.1");
  EXPECT_EQ(decimal("-0.04").rounded(1).to_string(), "0.0");
  EXPECT_EQ(decimal("1.5").rounded(3).to_string(), "1.500");
}

TEST(DecimalTest, divides_to_decimals) {
  EXPECT_EQ(Decimal::divide(1, 3, 4).to_string(), "0.3333");
  EXPECT_EQ(Decimal::divide(2, 3, 4).to_string(), "0.6667");
  EXPECT_EQ(Decimal::divide(-1, 8, 2).to_string(), "-0.13");
  EXPECT_EQ(Decimal::divide(decimal("1.000000"), decimal("0.5"), 0).to_string(), "2");
  EXPECT_EQ(Decimal::divide(Decimal::of(largest, 0), Decimal::of(largest, 18), 0).to_string(),
            "1000000000000000000");
}

TEST(DecimalTest, as_integer_at_a_scale) {
  EXPECT_EQ(decimal("47.60").as_integer_at(1), 476);
  EXPECT_EQ(decimal("47.6").as_integer_at(2), 4760);
  EXPECT_EQ(decimal("47.65").as_integer_at(1), std::nullopt) << "a digit would be lost";
  EXPECT_EQ(decimal("9223372036854775807").as_integer_at(0), INT64_MAX);
  EXPECT_EQ(decimal("-9223372036854775808").as_integer_at(0), INT64_MIN);
  EXPECT_EQ(decimal("9223372036854775808").as_integer_at(0), std::nullopt);
  EXPECT_EQ(Decimal::of(largest, 0).as_integer_at(18), std::nullopt);
}

TEST(DecimalTest, equal_when_the_same_number) {
  EXPECT_EQ(decimal("1.50"), decimal("1.5"));
  EXPECT_EQ(decimal("1.500").normalized().to_string(), "1.5");
  EXPECT_EQ(decimal("100").normalized().to_string(), "100") << "not a decimal's zero";
  EXPECT_LT(decimal("-0.1"), decimal("0"));
}

TEST(DecimalTest, what_does_not_fit_throws) {
  const Decimal top = Decimal::of(largest, 0);
  EXPECT_EQ(error_code([&] { return top + 1; }), "number.overflow");
  EXPECT_EQ(error_code([&] { top * 2; }), "number.overflow");
  EXPECT_EQ(error_code([&] { return -Decimal::of(smallest, 0); }), "number.overflow");
  EXPECT_EQ(error_code([&] { return top.rounded(1); }), "number.overflow");
  const Decimal finest = Decimal::of(1, 18);
  EXPECT_EQ(error_code([&] { return finest * finest; }), "number.overflow") << "scale 36";
}

TEST(DecimalTest, drops_zeros_only_when_it_must) {
  EXPECT_EQ((decimal("1.50") * decimal("2.0")).to_string(), "3.000");
  const Decimal half = Decimal::of(500000000000000000, 18);
  EXPECT_EQ((half * half).to_string(), "0.250000000000000000");
  EXPECT_EQ(Decimal::of(largest / 10 * 10, 1) + decimal("0.00"), Decimal::of(largest / 10, 0));
}

TEST(DecimalTest, to_double_is_the_nearest) {
  EXPECT_EQ(decimal("0.1").to_double(), 0.1);
  EXPECT_EQ(decimal("-1234567890.123456789").to_double(), -1234567890.123456789);
  EXPECT_EQ(Decimal::of(largest, 0).to_double(), 0x1p127);
}

RC_GTEST_PROP(DecimalProperty, parse_reads_what_is_printed, ()) {
  const Decimal value = any_decimal();
  const auto read = Decimal::parse(value.to_string());
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->coefficient() == value.coefficient());
  RC_ASSERT(read->scale() == value.scale());
}

RC_GTEST_PROP(DecimalProperty, arithmetic_agrees_with_the_oracle_or_says_so, ()) {
  const Decimal a = any_decimal();
  const Decimal b = any_decimal();
  if (const auto sum = unless_overflow([&] { return a + b; })) {
    RC_ASSERT(fraction(*sum) == fraction(a) + fraction(b));
  }
  if (const auto difference = unless_overflow([&] { return a - b; })) {
    RC_ASSERT(fraction(*difference) == fraction(a) - fraction(b));
  }
}

/// A product that can be held in any of the 19 scales is never refused.
RC_GTEST_PROP(DecimalProperty, product_agrees_with_the_oracle_and_is_held_if_it_can_be, ()) {
  const Decimal a = any_decimal();
  const Decimal b = any_decimal();
  Big coefficient = Big(a.coefficient()) * Big(b.coefficient());
  int scale = a.scale() + b.scale();
  while (scale > 0 && coefficient.ends_in_zero()) {
    coefficient = coefficient.without_last_digit();
    --scale;
  }
  const auto product = unless_overflow([&] { return a * b; });
  RC_ASSERT(product.has_value() == (scale <= Decimal::max_scale && coefficient.fits()));
  if (product) {
    RC_ASSERT(fraction(*product) == fraction(a) * fraction(b));
  }
}

RC_GTEST_PROP(DecimalProperty, comparison_agrees_with_the_oracle, ()) {
  const Decimal a = any_decimal();
  const Decimal b = *rc::gen::element(any_decimal(), a, a.normalized(), a.rounded(a.scale()));
  RC_ASSERT((a < b) == (fraction(a) < fraction(b)));
  RC_ASSERT((a == b) == (fraction(a) == fraction(b)));
  RC_ASSERT(((a < b) + (a == b) + (a > b)) == 1);
}

RC_GTEST_PROP(DecimalProperty, rounding_agrees_with_the_oracle, ()) {
  const Decimal value = any_decimal();
  const int scale = any_scale();
  if (const auto rounded = unless_overflow([&] { return value.rounded(scale); })) {
    RC_ASSERT(rounded->scale() == scale);
    RC_ASSERT(is_rounded(fraction(value), *rounded));
  } else {
    RC_ASSERT(scale > value.scale());
  }
}

RC_GTEST_PROP(DecimalProperty, division_agrees_with_the_oracle, ()) {
  const Decimal a = any_decimal();
  const Decimal b = any_decimal();
  RC_PRE(!b.is_zero());
  if (const auto quotient = unless_overflow([&] { return Decimal::divide(a, b, any_scale()); })) {
    // a / b off by d means that a is off by b * d.
    const Fraction half{1, Big(2) * Big::power_of_ten(quotient->scale())};
    const Fraction off = (fraction(a) - fraction(*quotient) * fraction(b)).abs();
    const Fraction most = (half * fraction(b)).abs();
    RC_ASSERT(!(most < off));
    if (off == most) {
      RC_ASSERT(fraction(a).abs() < (fraction(*quotient) * fraction(b)).abs());
    }
  }
}

RC_GTEST_PROP(DecimalProperty, laws_of_arithmetic, ()) {
  const Decimal a = any_small_decimal();
  const Decimal b = any_small_decimal();
  const Decimal c = any_small_decimal();
  RC_ASSERT(a + b == b + a);
  RC_ASSERT((a + b) + c == a + (b + c));
  RC_ASSERT(a * b == b * a);
  RC_ASSERT((a + b) * c == a * c + b * c);
  RC_ASSERT(a - a == 0);
  RC_ASSERT(-(-a) == a);
  RC_ASSERT((a * b).abs() == a.abs() * b.abs());
  RC_ASSERT((-a).rounded(2) == -a.rounded(2));
}

RC_GTEST_PROP(DecimalProperty, as_integer_at_is_the_number_in_the_smallest_unit, ()) {
  const Decimal value = any_decimal();
  const int scale = any_scale();
  const Fraction wanted = fraction(value) * Fraction{Big::power_of_ten(scale), 1};
  if (const auto units = value.as_integer_at(scale)) {
    RC_ASSERT((wanted == Fraction{*units, 1}));
  } else {
    const bool digits_lost = value.normalized().scale() > scale;
    const Fraction most{INT64_MAX, 1};
    RC_ASSERT(digits_lost || most < wanted.abs());
  }
}

RC_GTEST_PROP(DecimalProperty, to_double_is_what_strtod_reads, ()) {
  const Decimal value = any_decimal();
  RC_ASSERT(value.to_double() == std::strtod(value.to_string().c_str(), nullptr));
  RC_ASSERT(Exact(value).to_double() == value.to_double());
}

// Exact ------------------------------------------------------------------------------------------

TEST(ExactTest, is_in_lowest_terms_with_the_sign_above) {
  const Exact value = Exact::quotient(6, -4);
  EXPECT_EQ(value.numerator(), -3);
  EXPECT_EQ(value.denominator(), 2);
  EXPECT_EQ(Exact::quotient(0, -7), Exact(0));
  EXPECT_EQ(Exact(0).denominator(), 1);
  EXPECT_EQ(Exact(decimal("47.60")), Exact::quotient(238, 5));
  EXPECT_EQ(Exact::quotient(smallest, smallest), Exact(1));
  EXPECT_EQ(error_code([] { return Exact::quotient(1, smallest); }), "number.overflow");
}

TEST(ExactTest, prints_a_finite_decimal_or_a_fraction) {
  EXPECT_EQ(exact("47.60").to_string(), "47.6");
  EXPECT_EQ(Exact::quotient(18177, 5106).to_string(), "6059/1702");
  EXPECT_EQ(Exact::quotient(-1, 3).to_string(), "-1/3");
  EXPECT_EQ(Exact(12).to_string(), "12");
  EXPECT_EQ(Exact::quotient(largest, 2).to_string(), to_string(largest) + "/2")
      << "a finite decimal, but not one that a Decimal holds";
}

TEST(ExactTest, reads_what_it_prints_and_nothing_else) {
  EXPECT_EQ(exact("-6/4"), Exact::quotient(-3, 2));
  for (const char* text :
       {"", "/", "1/", "/2", "1/0", "1/-2", "1/+2", "1.5/2", "1/2.0", "1/2/3", "a", "1 / 2"}) {
    EXPECT_FALSE(Exact::parse(text)) << text;
  }
}

TEST(ExactTest, rounds_once_and_half_away_from_zero) {
  EXPECT_EQ(Exact::quotient(1, 8).rounded(2).to_string(), "0.13");
  EXPECT_EQ(Exact::quotient(-1, 8).rounded(2).to_string(), "-0.13");
  EXPECT_EQ(Exact::quotient(4449, 10000).rounded(1).to_string(), "0.4");
  EXPECT_EQ(Exact::quotient(1, largest).rounded(18).to_string(), "0.000000000000000000");
  EXPECT_EQ(Exact::quotient(largest - 1, largest).rounded(18).to_string(), "1.000000000000000000");
}

TEST(ExactTest, reduces_before_it_multiplies) {
  const Exact large = Exact::quotient(largest, 3);
  EXPECT_EQ(large * Exact::quotient(3, largest), Exact(1));
  EXPECT_EQ(large / large, Exact(1));
  EXPECT_EQ(Exact::quotient(1, largest) + Exact::quotient(1, largest), Exact::quotient(2, largest));
  EXPECT_EQ(error_code([&] { return large * large; }), "number.overflow");
  EXPECT_EQ(
      error_code([&] { return Exact::quotient(1, largest) + Exact::quotient(1, largest - 1); }),
      "number.overflow");
}

TEST(ExactTest, to_double_is_the_nearest) {
  EXPECT_EQ(Exact::quotient(1, 3).to_double(), 1.0 / 3.0);
  EXPECT_EQ(Exact::quotient(-2, 3).to_double(), -2.0 / 3.0);
  EXPECT_EQ(Exact::quotient(1, largest).to_double(), 0x1p-127);
  EXPECT_EQ(Exact(0).to_double(), 0.0);
}

RC_GTEST_PROP(ExactProperty, arithmetic_agrees_with_the_oracle_or_says_so, ()) {
  const Exact a = any_exact();
  const Exact b = any_exact();
  const auto check = [](const std::optional<Exact>& got, const Fraction& wanted) {
    if (!got) return;
    RC_ASSERT(fraction(*got) == wanted);
    RC_ASSERT(got->denominator() > 0);
    RC_ASSERT(Exact::quotient(got->numerator(), got->denominator()) == *got);
  };
  check(unless_overflow([&] { return a + b; }), fraction(a) + fraction(b));
  check(unless_overflow([&] { return a - b; }), fraction(a) - fraction(b));
  check(unless_overflow([&] { return a * b; }), fraction(a) * fraction(b));
  if (b.is_zero()) return;
  const auto quotient = unless_overflow([&] { return a / b; });
  if (quotient) {
    RC_ASSERT(fraction(*quotient) * fraction(b) == fraction(a));
  }
}

RC_GTEST_PROP(ExactProperty, comparison_agrees_with_the_oracle, ()) {
  const Exact a = any_exact();
  // A neighbour has the same first whole parts, which the continued fractions must see through.
  const Exact neighbour =
      a.denominator() > 2 ? Exact::quotient(a.numerator(), a.denominator() - 1) : a;
  const Exact b = *rc::gen::element(any_exact(), a, neighbour);
  RC_ASSERT((a < b) == (fraction(a) < fraction(b)));
  RC_ASSERT((a == b) == (fraction(a) == fraction(b)));
  RC_ASSERT(((a < b) + (a == b) + (a > b)) == 1);
}

RC_GTEST_PROP(ExactProperty, rounding_agrees_with_the_oracle, ()) {
  const Exact value = any_exact();
  const int scale = any_scale();
  if (const auto rounded = unless_overflow([&] { return value.rounded(scale); })) {
    RC_ASSERT(rounded->scale() == scale);
    RC_ASSERT(is_rounded(fraction(value), *rounded));
  } else {
    const Fraction most{largest, Big::power_of_ten(scale)};
    const Fraction one{1, Big::power_of_ten(scale)};
    RC_ASSERT(most < fraction(value).abs() + one);
  }
}

RC_GTEST_PROP(ExactProperty, parse_reads_what_is_printed, ()) {
  const Exact value = any_exact();
  RC_ASSERT(Exact::parse(value.to_string()) == value);
}

RC_GTEST_PROP(ExactProperty, laws_of_arithmetic, ()) {
  const Exact a = any_small_exact();
  const Exact b = any_small_exact();
  const Exact c = any_small_exact();
  RC_ASSERT(a + b == b + a);
  RC_ASSERT((a + b) + c == a + (b + c));
  RC_ASSERT((a * b) * c == a * (b * c));
  RC_ASSERT((a + b) * c == a * c + b * c);
  RC_ASSERT(a - a == Exact(0));
  RC_ASSERT((a < b) == (a - b).is_negative());
  if (!b.is_zero()) {
    RC_ASSERT(a / b * b == a);
  }
}

}  // namespace
}  // namespace redthread
