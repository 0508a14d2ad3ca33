# SPDX-License-Identifier: Apache-2.0
"""proof/cells.csv: every derived figure that was printed, and where our system computes it.

This file has the printed tables; indicators and running text are in cells_in_text.py.
"""

from importing.figures import Figure, change, minus, points
from importing.periods import YTD
from importing.tables import REGION, table, write_csv
from importing.totals import SUMS, value

cells = []  # dicts with the columns of cells.csv, and `computed`
UNITS = {"antal": "1", "procent": "%", "mnkr": "mnkr", "tkr": "tkr", "timmar": "timmar",
         "årsarbetare": "årsarbetare", "poäng": "poäng", "ej angiven": "1"}


def cell(name, row, column, statement, statement_row, statement_column, computed,
         printed_unit=None, unit=""):
    printed = table(name)[row][column]
    if printed == "":
        return
    cells.append({
        "table": name, "row": row, "column": column, "line": table(name)[row]["source_line"],
        "printed": printed, "printed_unit": printed_unit or UNITS[table(name)[row]["unit"]],
        "statement": statement, "statement_row": statement_row,
        "statement_column": statement_column, "unit": unit, "period": YTD, "computed": computed,
    })


def prove_table(name, statement, columns, derived):
    """All derived cells of a table. `columns`: base column -> statement column (for totals);
    `derived`: column -> (statement column, rule, now column, base column)."""
    totals = SUMS.get(name, {})
    for row in table(name):
        computed_total = row in totals or row == "arsarbetare"
        if computed_total:
            for column, statement_column in columns.items():
                cell(name, row, column, statement, row, statement_column, value(name, row, column))
        for column, (statement_column, rule, now, base) in derived.items():
            in_percent = table(name)[row]["unit"] == "procent"
            use = points if rule is change and in_percent else rule
            cell(name, row, column, statement, row, statement_column,
                 use(value(name, row, now), value(name, row, base)), "%" if rule is change else None)


def prove_tables():
    production = {
        "ack_utf_inn_ar": "ytd", "ack_bud_inn_ar": "ytd_budget", "ack_utf_fg_ar": "ytd_previous",
        "helar_prognos": "year_forecast", "helar_budget": "year_budget",
        "bokslut_utf_fg_ar": "previous_year",
    }
    production_main = {
        "ack_avv_bud_pct": ("ytd_budget_deviation_pct", change, "ack_utf_inn_ar", "ack_bud_inn_ar"),
        "ack_avv_fg_ar_pct": ("ytd_previous_change_pct", change, "ack_utf_inn_ar", "ack_utf_fg_ar"),
    }
    production_annex = {
        **production_main,
        "avv_bud_mot_prog_pct":
            ("year_forecast_deviation_pct", change, "helar_prognos", "helar_budget"),
    }
    change_only = {"ack_avv_fg_ar_pct": production_main["ack_avv_fg_ar_pct"]}
    prove_table("produktion_egen", "production_own", production, production_main)
    prove_table("produktion_privata", "production_private", production, production_main)
    prove_table("produktion_vardcentraler", "production_primary_care", production, change_only)
    prove_table("produktion_diagnostik", "diagnostics", production, change_only)
    prove_table("bilaga_produktion_egen", "production_own_annex", production, production_annex)
    prove_table("bilaga_produktion_privata", "production_private_annex", production, production_annex)
    prove_table("bilaga_produktion_vardcentraler", "production_primary_care_annex", production,
                production_annex)

    for row in table("produktion_tandvard"):
        for column, part, now, before in (
            ("avv_fg_ar", "performed", "antal", "antal_fg_ar"),
            ("avv_2_fg_ar", "second", "antal_2", "antal_2_fg_ar"),
        ):
            cell("produktion_tandvard", row, column, "dental", f"{row}_{part}", "ytd_previous_change",
                 minus(value("produktion_tandvard", row, now), value("produktion_tandvard", row, before)), "1")

    prove_table("arbetad_tid", "hours_worked", {"ar_2024": "this_year", "ar_2023": "last_year"}, {
        "forandring": ("change", minus, "ar_2024", "ar_2023"),
        "forandring_pct": ("change_share", change, "ar_2024", "ar_2023"),
    })
    prove_table("bilaga_arbetad_tid", "hours_worked_annex",
                {"innevarande_ar": "this_year", "foregaende_ar": "last_year"}, {
                    "forandring": ("change", minus, "innevarande_ar", "foregaende_ar"),
                    "forandring_pct": ("change_share", change, "innevarande_ar", "foregaende_ar"),
                })
    prove_table("sjukfranvaro", "sickness",
                {"ar_2022": "two_years_back", "ar_2023": "last_year", "ar_2024": "this_year"}, {})
    prove_table("bilaga_sjukfranvaro", "sickness_annex",
                {"foregaende_ar": "last_year", "innevarande_ar": "this_year"}, {})
    prove_table("bilaga_arbetsmiljoavvikelser", "work_environment",
                {"foregaende_ar": "ytd_previous", "innevarande_ar": "ytd"}, {})

    prove_table("resultatrakning", "income_statement_main", {
        "april_2023": "ytd_previous", "april_2024": "ytd", "budget_2024": "year_budget",
        "prognos_2024": "year_forecast", "bokslut_2023": "previous_year",
    }, {})
    prove_table("bilaga_resultatrakning", "income_statement", {
        "ack_utfall_inn_ar": "ytd", "ack_budget_inn_ar": "ytd_budget",
        "ack_utfall_fg_ar": "ytd_previous", "helar_prognos": "year_forecast",
        "helar_budget": "year_budget", "bokslut_utf_fg_ar": "previous_year",
    }, {
        "ack_avv_fran_budget":
            ("ytd_budget_deviation", minus, "ack_utfall_inn_ar", "ack_budget_inn_ar"),
        "avv_bud_mot_prog": ("year_forecast_deviation", minus, "helar_prognos", "helar_budget"),
        "ack_avv_fg_ar": ("ytd_previous_change", minus, "ack_utfall_inn_ar", "ack_utfall_fg_ar"),
    })
    prove_table("resultatomraden", "result_areas", {
        "bokslut_2022": "closing_2022", "bokslut_2023": "previous_year", "ack_utfall_april": "ytd",
        "prognos_2024": "year_forecast",
    }, {})
    prove_table("effekthemtagning", "effects",
                {"beraknad_arseffekt": "planned", "realiserad_effekt_apr": "realised"}, {})
    prove_table("investeringar", "investments", {
        "budget_2024_inkl_overforda_medel": "year_budget", "prognos_utfall_2024": "year_forecast",
    }, {})
    for row in table("investeringar"):
        # No forecast printed: nothing is to be bought, the whole budget remains.
        budget = value("investeringar", row, "budget_2024_inkl_overforda_medel")
        forecast = value("investeringar", row, "prognos_utfall_2024") or Figure.exact(0)
        cell("investeringar", row, "prognos_kvarvarande_medel", "investments", row, "remaining",
             budget - forecast)


def write_cells():
    header = ["table", "row", "column", "line", "printed", "printed_unit", "statement",
              "statement_row", "statement_column", "unit", "period"]
    write_csv(REGION / "proof" / "cells.csv", header, [[one[key] for key in header] for one in cells])
