# SPDX-License-Identifier: Apache-2.0
"""Arithmetic with printed figures, independent of the C++ system: exact fractions and intervals.

A printed figure is its value +- half a unit of its last digit. METHODS.md, "Sign and comparison":
None is "missing", and it is never zero.
"""

from fractions import Fraction


class Figure:
    """An exact value with the interval that its true value can lie in."""

    def __init__(self, value, low, high):
        self.value, self.low, self.high = value, low, high

    @staticmethod
    def printed(text):
        half = Fraction(1, 2 * 10 ** decimals(text))
        value = Fraction(text)
        return Figure(value, value - half, value + half)

    @staticmethod
    def exact(value):
        return Figure(Fraction(value), Fraction(value), Fraction(value))

    def __add__(self, other):
        return Figure(self.value + other.value, self.low + other.low, self.high + other.high)

    def __neg__(self):
        return Figure(-self.value, -self.high, -self.low)

    def __sub__(self, other):
        return self + -other

    def __mul__(self, other):
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Figure(self.value * other.value, min(ends), max(ends))

    def __truediv__(self, other):
        if other.low <= 0 <= other.high:
            # The true divisor may be zero: everything is possible, but the value is what it is.
            return Figure(self.value / other.value, Fraction(-10**12), Fraction(10**12))
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Figure(self.value / other.value, min(ends), max(ends))

    def magnitude(self):
        if self.low >= 0:
            return self
        if self.high <= 0:
            return -self
        return Figure(abs(self.value), Fraction(0), max(-self.low, self.high))


def decimals(text):
    return len(text.partition(".")[2])


def round_half_away(value, places):
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return (whole if value >= 0 else -whole) / Fraction(10) ** places


def plus(*parts):
    """A total: the parts that are there; missing when none is."""
    there = [part for part in parts if part is not None]
    if not there:
        return None
    total = there[0]
    for part in there[1:]:
        total = total + part
    return total


def minus(left, right):
    return None if left is None or right is None else left - right


def change(now, base):
    """(|now| - |base|) / |base|, in percent; missing when the base is zero, missing or of the
    other sign."""
    if now is None or base is None or base.value == 0 or now.value * base.value < 0:
        return None
    return (now.magnitude() / base.magnitude() - Figure.exact(1)) * Figure.exact(100)


def points(now, base):
    return minus(now, base)
