# SPDX-License-Identifier: Apache-2.0
"""Collects the rows of data/ and writes them, a file per fact and table."""

import re

from importing.doubts import MISSING_AS_ZERO, remark
from importing.periods import LAGGED
from importing.tables import REGION, table, write_csv

deliveries = {}  # (fact, file) -> rows


def split_target(target):
    """`visits.other{care: somatic}` -> (`visits.other`, {`care`: `somatic`})."""
    match = re.fullmatch(r"([a-z0-9_.]+)(?:\{(.+)\})?", target)
    cell = {}
    for part in filter(None, (match[2] or "").split(",")):
        breakdown, category = part.split(":")
        cell[breakdown.strip()] = category.strip()
    return match[1], cell


def deliver(fact, file, target, period, scenario, value, note, unit="HSF", state=""):
    measure, cell = split_target(target)
    deliveries.setdefault((fact, file), []).append(
        {"measure": measure, "unit": unit, "period": period, "scenario": scenario,
         "value": value, "state": state, "note": note, "cell": cell})


def deliver_table(fact, name, rows, columns, lagged=(), file=None, unit="HSF"):
    """The base figures of one table. `rows`: row_key -> target; `columns`: column -> span, scenario."""
    for row_key, target in rows.items():
        row = table(name)[row_key]
        for column, (period, scenario) in columns.items():
            printed = row.get(column, "")
            if printed == "":
                continue  # not printed: not delivered
            if row_key in lagged:
                period = LAGGED.get(period, period)
            line = row["source_line"]
            if column in MISSING_AS_ZERO.get(name, {}).get(row_key, ()):
                assert float(printed) == 0, (name, row_key, column)
                deliver(fact, file or name, target, period, scenario, "",
                        f"Publicerad som 0; betyder att värdet saknas (rad {line})", unit, "missing")
            else:
                deliver(fact, file or name, target, period, scenario, printed,
                        f"Rad {line}{remark(name, row_key, column)}", unit)


def write_deliveries():
    for old in sorted((REGION / "data").glob("*/*.csv")):
        old.unlink()
    count = 0
    for (fact, file), rows in deliveries.items():
        breakdowns = sorted({key for row in rows for key in row["cell"]})
        with_state = any(row["state"] for row in rows)
        header = ["measure", *breakdowns, "unit", "period", "scenario", "value"]
        header += ["state"] * with_state + ["note"]
        lines = []
        for row in rows:
            line = [row["measure"], *(row["cell"].get(key, "") for key in breakdowns)]
            line += [row["unit"], row["period"], row["scenario"], row["value"]]
            line += [row["state"]] * with_state + [row["note"]]
            lines.append(line)
        write_csv(REGION / "data" / fact / f"{file}.csv", header, lines)
        count += len(lines)
    return count
