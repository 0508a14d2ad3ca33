# SPDX-License-Identifier: Apache-2.0
"""Totals that are computed from their parts, and the value of any published cell.

All parts are printed, and they are exhaustive within rounding in every column. The same sums stand
in catalog/: as breakdowns, units or formulas.
"""

from fractions import Fraction

from importing.doubts import MISSING_AS_ZERO
from importing.figures import Figure, plus
from importing.names import (
    ASSETS, BEYOND, COST_LINES, HIRED_HOURS, INCOME_LINES, OWN_CARE, OWN_HOURS, PRIVATE_CARE,
    PRIVATE_OTHER, PRIVATE_PHYSICIAN, RESOURCE_HOURS, SPECIALIST_CARE, SPELLS, VISITS, WITHIN,
)
from importing.tables import table

SUMS = {
    "bilaga_produktion_egen": {
        **{row: [f"{row}_{part}" for part in OWN_CARE] for row in VISITS},
        "drg_poang": ["drg_oppenvard", "drg_slutenvard"],
    },
    "bilaga_produktion_privata": {
        **{row: [f"{row}_{part}" for part in SPECIALIST_CARE] for row in PRIVATE_PHYSICIAN},
        **{row: [f"{row}_{part}" for part in PRIVATE_CARE] for row in PRIVATE_OTHER},
    },
    "bilaga_resultatrakning": {
        "summa_intakter": list(INCOME_LINES),
        "summa_kostnader": list(COST_LINES),
        "resultat": ["summa_intakter", "summa_kostnader"],
    },
    "resultatrakning": {
        "summa_intakter": list(INCOME_LINES),
        "summa_kostnader": list(COST_LINES),
        "resultat": ["summa_intakter", "summa_kostnader"],
    },
    "bilaga_arbetad_tid": {
        "egen_personal": list(OWN_HOURS),
        "resursenheten": list(RESOURCE_HOURS),
        "externt_inhyrd": list(HIRED_HOURS),
        "arbetad_tid_inkl_jour": [
            "egen_personal", "resursenheten", "externt_inhyrd",
            "justering_arbetsdagar", "justering_skottar",
        ],
        "arbetad_tid_exkl_jour": ["arbetad_tid_inkl_jour", "avdrag_jour"],
    },
    "arbetad_tid": {
        "arbetad_tid_inkl_jour": ["egen_personal", "resursenheten", "externt_inhyrd"],
    },
    "bilaga_sjukfranvaro": {"total": list(SPELLS)},
    "sjukfranvaro": {"total": list(SPELLS)},
    "bilaga_arbetsmiljoavvikelser": {"totalt": ["handelser", "risker"]},
    "resultatomraden": {
        "akutsjukvard": ["akutsjukvard_verksamhet"],
        "nara_vard": ["nara_vard_verksamhet"],
        "medicinsk_diagnostik": ["medicinsk_diagnostik_verksamhet", "hmc"],
        "medicinsk_stab": ["medicinsk_stab_verksamhet", "lakemedel"],
        "planerings_utvecklingsstab": ["planerings_utvecklingsstab_verksamhet"],
        "forvaltningsledning": ["forvaltningsledning_verksamhet", "varduppdrag"],
        "forvaltningen": [
            "akutsjukvard", "nara_vard", "medicinsk_diagnostik", "medicinsk_stab",
            "planerings_utvecklingsstab", "forvaltningsledning",
        ],
    },
    "effekthemtagning": {
        "summa_budget_2024": list(WITHIN),
        "summa_utover_budget_2024": list(BEYOND),
    },
    "investeringar": {"summa": list(ASSETS)},
}
HOURS_PER_FTE = Fraction("431.25")  # 1 725 hours a year, three months


def value(name, row, column):
    """A base figure of a published table, or a total computed from its parts."""
    if name in ("bilaga_arbetad_tid", "arbetad_tid") and row == "arsarbetare":
        return value(name, "arbetad_tid_exkl_jour", column) / Figure.exact(HOURS_PER_FTE)
    parts = SUMS.get(name, {}).get(row)
    if parts:
        return plus(*(value(name, part, column) for part in parts))
    printed = table(name)[row][column]
    if printed == "" or column in MISSING_AS_ZERO.get(name, {}).get(row, ()):
        return None
    return Figure.printed(printed)
