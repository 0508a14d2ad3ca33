// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace redthread {

/// A signed 128-bit integer. GCC warns of `__int128` under -Wpedantic unless it is spelled so.
__extension__ typedef __int128 Int128;

/// An exact decimal number: `coefficient / 10^scale`.
///
/// Scale 0..18. Every operation is exact or says so: what does not fit in 128 bits throws
/// `Error` with code `number.overflow`; there is no silent wrap and no binary floating point.
/// Two decimals are equal when they are the same number (`1.50 == 1.5`); `scale()` keeps how
/// many decimals were written, which is what a printed figure's precision is read from.
class Decimal {
 public:
  static constexpr int max_scale = 18;

  constexpr Decimal() = default;
  /// A whole number.
  constexpr Decimal(std::int64_t whole) : coefficient_(whole) {}  // NOLINT: a whole number is one
  /// `coefficient / 10^scale`, e.g. `Decimal::of(476, 1)` is 47.6.
  static Decimal of(Int128 coefficient, int scale);

  /// Reads `-1234.50` (decimal point, no thousands separators, optional sign, digits on both
  /// sides of the point). nullopt for anything else, or when it does not fit.
  static std::optional<Decimal> parse(std::string_view text);

  constexpr Int128 coefficient() const { return coefficient_; }
  constexpr int scale() const { return scale_; }
  bool is_zero() const { return coefficient_ == 0; }
  bool is_negative() const { return coefficient_ < 0; }

  Decimal operator-() const;
  Decimal abs() const;
  friend Decimal operator+(Decimal a, Decimal b);
  friend Decimal operator-(Decimal a, Decimal b);
  /// Exact product; the scale is the sum of scales, reduced by dropping trailing zeros when it
  /// would pass `max_scale`. Throws when the exact product cannot be held.
  friend Decimal operator*(Decimal a, Decimal b);
  /// `a / b` to `scale` decimals, rounded half away from zero. `b` must not be zero (asserted).
  static Decimal divide(Decimal a, Decimal b, int scale);
  /// This number with `scale` decimals, rounded half away from zero.
  Decimal rounded(int scale) const;
  /// The coefficient this number has at `scale`, or nullopt when digits would be lost or it does
  /// not fit in 64 bits: how a delivered value becomes an integer in the smallest unit.
  std::optional<std::int64_t> as_integer_at(int scale) const;
  /// The same number without trailing zeros in its decimals.
  Decimal normalized() const;

  friend bool operator==(Decimal a, Decimal b);
  friend bool operator<(Decimal a, Decimal b);
  friend bool operator>(Decimal a, Decimal b) { return b < a; }
  friend bool operator<=(Decimal a, Decimal b) { return !(b < a); }
  friend bool operator>=(Decimal a, Decimal b) { return !(a < b); }

  /// `-1234.50`: ASCII, decimal point, all `scale()` decimals. `parse(to_string())` is identity.
  std::string to_string() const;
  /// Nearest double, for spreadsheets and charts only; never for arithmetic.
  double to_double() const;

 private:
  Int128 coefficient_ = 0;
  int scale_ = 0;
};

/// All digits of a 128-bit integer, with `-` when negative.
std::string to_string(Int128 value);

/// An exact quotient of two 128-bit integers in lowest terms, denominator > 0.
///
/// What a Figure holds: counts and money are integers, ratios keep numerator and denominator, and
/// rounding happens once, at display. Overflow throws `Error` with code `number.overflow`.
class Exact {
 public:
  constexpr Exact() = default;
  constexpr Exact(std::int64_t whole) : numerator_(whole) {}  // NOLINT: a whole number is one
  Exact(Decimal value);                                       // NOLINT: a decimal is exact
  /// `numerator / denominator`; `denominator` must not be zero (asserted).
  static Exact quotient(Int128 numerator, Int128 denominator);

  Int128 numerator() const { return numerator_; }
  Int128 denominator() const { return denominator_; }
  bool is_zero() const { return numerator_ == 0; }
  bool is_negative() const { return numerator_ < 0; }
  Exact abs() const;

  Exact operator-() const;
  friend Exact operator+(Exact a, Exact b);
  friend Exact operator-(Exact a, Exact b);
  friend Exact operator*(Exact a, Exact b);
  /// `b` must not be zero (asserted): what a zero base means is decided by the caller.
  friend Exact operator/(Exact a, Exact b);
  friend bool operator==(Exact a, Exact b);
  friend bool operator<(Exact a, Exact b);
  friend bool operator>(Exact a, Exact b) { return b < a; }
  friend bool operator<=(Exact a, Exact b) { return !(b < a); }
  friend bool operator>=(Exact a, Exact b) { return !(a < b); }

  /// Rounded half away from zero to `scale` decimals.
  Decimal rounded(int scale) const;
  /// `6059/1702` or, when it is a number that a Decimal holds, `47.6`.
  std::string to_string() const;
  /// Reads what `to_string` writes.
  static std::optional<Exact> parse(std::string_view text);
  double to_double() const;

 private:
  Int128 numerator_ = 0;
  Int128 denominator_ = 1;
};

}  // namespace redthread
