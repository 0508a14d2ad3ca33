# SPDX-License-Identifier: Apache-2.0
"""plan/actions.csv, effects.csv, investments.csv and investment_years.csv: what the report prints of
actions with effect and of investments."""

from decimal import Decimal

from importing.tables import REGION, read_table, write_csv

WITHIN, BEYOND = "summa_budget_2024", "summa_utover_budget_2024"
# The ledger shows the effect of one action: the change of the cost of hired staff from last year.
TIE_OUT = {"oberoende_hyr": "economy.costs.hired_staff period_previous_change"}


def write_actions():
    actions, effects = [], []
    published = [row for row in read_table("effekthemtagning") if row["parent_key"] in (WITHIN, BEYOND)]
    for order, row in enumerate(published, 1):
        key = row["row_key"]
        actions.append([key, row["label"], "ekonomi.inom_given_ram", order, row["ansvarig"],
                        TIE_OUT.get(key, "")])
        beyond = "yes" if row["parent_key"] == BEYOND else ""
        effects.append([f"{key}.budget.2024", key, "budget", "2024", row["beraknad_arseffekt"], "mnkr", beyond])
        if row["realiserad_effekt_apr"]:
            effects.append([f"{key}.actual.2024-T1", key, "actual", "2024-T1", row["realiserad_effekt_apr"],
                            "mnkr", beyond])
    write_csv(REGION / "plan" / "actions.csv", ["key", "name", "goals", "order", "owner", "tie_out"], actions)
    write_csv(REGION / "plan" / "effects.csv",
              ["key", "action", "scenario", "period", "amount", "measure_unit", "beyond_budget"], effects)


def forecast_of(row):
    """The forecast and a note; where it was left blank beside what remains, what the two say."""
    note = "Budget inkl. överförda medel"
    if row["prognos_utfall_2024"] or not row["prognos_kvarvarande_medel"]:
        return [row["prognos_utfall_2024"], note]
    forecast = Decimal(row["budget_2024_inkl_overforda_medel"]) - Decimal(row["prognos_kvarvarande_medel"])
    return [str(forecast), note + "; prognosen är tom i källan och räknad ur kvarvarande medel"]


def write_investments():
    published = [row for row in read_table("investeringar") if row["row_key"] != "summa"]
    write_csv(REGION / "plan" / "investments.csv", ["key", "name", "measure_unit", "order"],
              [[row["row_key"], row["label"], row["unit"], order] for order, row in enumerate(published, 1)])
    write_csv(REGION / "plan" / "investment_years.csv", ["key", "investment", "year", "budget", "forecast", "note"],
              [[f"{row['row_key']}.2024", row["row_key"], 2024, row["budget_2024_inkl_overforda_medel"],
                *forecast_of(row)] for row in published])
