# SPDX-License-Identifier: Apache-2.0
"""Verdicts: each printed derived figure against the one computed here, without the C++ system."""

import re
from fractions import Fraction

from importing.figures import Figure, decimals, round_half_away


def lines_of(where):
    lines = set()
    for part in where.split(";"):
        first, _, last = part.partition("-")
        lines.update(range(int(first), int(last or first) + 1))
    return lines


def numbers_in(text):
    return {Fraction(number.replace(",", ".")) for number in re.findall(r"-?\d+(?:[.,]\d+)?", text)}


def listed(one, findings):
    """The finding that tells of this cell: on its line, with its printed number (or, for the
    sentence's direction, the same without its sign)."""
    for finding in findings:
        if int(one["line"]) not in lines_of(finding["where"]):
            continue
        number = Fraction(one["printed"])
        if number in numbers_in(finding["published"]) or -number in numbers_in(finding["published"]):
            return finding
    return None


def judge(one, findings):
    """equal | rounding | published | unexplained, in this order, as `redthread proof` does. "425"
    for 425.7 (rad 41, 1708) comes out as rounding: from parts, 425 is within reach."""
    printed, computed = one["printed"], one["computed"]
    places = decimals(printed)
    if computed is not None:
        if round_half_away(computed.value, places) == Fraction(printed):
            return "equal"
        shown = Figure.printed(printed)
        if computed.low <= shown.high and shown.low <= computed.high:
            return "rounding"
        if round_half_away(round_half_away(computed.value, places + 1), places) == Fraction(printed):
            return "rounding"  # rounded twice in print
    return "published" if listed(one, findings) else "unexplained"


def print_verdicts(cells, findings, verbose):
    """Prints the cells that are not simply right (all when `verbose`); how many there are of each."""
    verdicts = {"equal": 0, "rounding": 0, "published": 0, "unexplained": 0}
    for one in cells:
        verdict = judge(one, findings)
        verdicts[verdict] += 1
        if verdict in ("published", "unexplained") or verbose:
            computed = one["computed"]
            shown = "missing" if computed is None else f"{float(computed.value):.4f}"
            print(f"{verdict}: {one['table']}:{one['row']}.{one['column']} (rad {one['line']}) "
                  f"printed {one['printed']}, computed {shown}")
    return verdicts
