#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The cube of bench/rows_cube_bench.cpp as one does it in pandas.

    pandas_cube.py REGION OUT plain|tuned

Reads the deliveries of REGION and its measures.tsv; writes `unit month sex value...` to OUT, and
prints the seconds that grouping took (reading not counted). Exit code 3 when pandas is not
installed. Columns are small integers in both ways. `plain` is how it is usually written: choose the
rows of a measure, group them, sum. `tuned` finds the groups once for all measures.
"""

import pathlib
import sys
import time

try:
    import numpy as np
    import pandas as pd
except ImportError:
    sys.exit(3)

FORMS = ["visit", "remote", "group", "home"]
PROFESSIONS = ["physician", "nurse", "physiotherapist", "psychologist", "midwife", "dentist"]
SEXES = ["women", "men"]
COLUMNS = ["contact_date", "unit_code", "form", "profession", "sex", "age", "minutes", "amount",
           "urgent"]


def read_month(path):
    rows = pd.read_csv(path, usecols=COLUMNS, dtype={"age": "int16", "urgent": "int8"})
    year, month = (int(part) for part in path.stem.split("-"))

    def number(column, categories):
        return (pd.Categorical(rows[column], categories=categories).codes + 1).astype("int8")

    return pd.DataFrame({
        "unit": rows["unit_code"].str[1:].astype("int16"),
        "month": np.int16(year * 12 + month - 1),
        "sex": number("sex", SEXES),
        "form": number("form", FORMS),
        "profession": number("profession", PROFESSIONS),
        "age": rows["age"],
        "minutes": (rows["minutes"] * 10).round().astype("int32"),
        "amount": (rows["amount"] * 100).round().astype("int32"),
        "urgent": rows["urgent"]})


def read_rows(region):
    """All rows, kept beside the region between runs."""
    kept = region / "pandas.pickle"
    if not kept.exists():
        months = sorted((region / "data/contact").glob("*.csv"))
        pd.concat([read_month(path) for path in months], ignore_index=True).to_pickle(kept)
    return pd.read_pickle(kept)


def holds(rows, condition):
    """`form = 1 AND age >= 65` -> which rows it is true for."""
    result = None
    for part in condition.split(" AND "):
        column, sign, number = part.split(" ")
        values = rows[column]
        number = int(number)
        each = {"=": values.eq, "<": values.lt, ">=": values.ge}[sign](number)
        result = each if result is None else result & each
    return result


def plain_cube(rows, measures):
    counted = {}
    for key, aggregate, condition in measures:
        chosen = rows[holds(rows, condition)] if condition else rows
        groups = chosen.groupby(["unit", "month", "sex"])
        counted[key] = groups.size() if aggregate == "count(*)" else groups[aggregate[4:-1]].sum()
    return pd.DataFrame(counted).fillna(0).astype("int64")


def tuned_cube(rows, measures):
    groups = rows.groupby(["unit", "month", "sex"], sort=False)
    counted = {}
    for key, aggregate, condition in measures:
        if aggregate == "count(*)":
            counted[key] = (holds(rows, condition).groupby(groups.grouper).sum() if condition
                            else groups.size())
        else:
            values = rows[aggregate[4:-1]].astype("int64")
            if condition:
                values = values.where(holds(rows, condition), 0)
            counted[key] = values.groupby(groups.grouper).sum()
    return pd.DataFrame(counted)


def main(region, out, way):
    region = pathlib.Path(region)
    measures = [line.split("\t")
                for line in (region / "measures.tsv").read_text().rstrip("\n").split("\n")]
    rows = read_rows(region)
    start = time.perf_counter()
    result = {"plain": plain_cube, "tuned": tuned_cube}[way](rows, measures)
    seconds = time.perf_counter() - start
    result.sort_index().to_csv(out, sep="\t", header=False)
    print(seconds)


main(*sys.argv[1:])
