# SPDX-License-Identifier: Apache-2.0
"""Reads the published tables, and writes CSV files."""

import csv
import io
import pathlib

REGION = pathlib.Path(__file__).resolve().parent.parent


def read_table(name):
    with open(REGION / "published" / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


_tables = {}


def table(name):
    """Rows of a published table by row_key."""
    if name not in _tables:
        _tables[name] = {row["row_key"]: row for row in read_table(name)}
    return _tables[name]


def write_csv(path, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
