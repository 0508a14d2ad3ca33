# SPDX-License-Identifier: Apache-2.0
"""What is doubtful about printed values: zeros that mean missing, and remarks for the notes."""

from importing.names import PRIMARY

# Printed zeros that stand for a value that is missing (findings.csv, kind missing_as_zero).
NO_FORECAST = ["helar_prognos"]
NO_PLAN = ["ack_bud_inn_ar", "helar_prognos", "helar_budget"]
MISSING_AS_ZERO = {
    "produktion_egen": {
        row: NO_FORECAST for row in ("vaccinationer", "belaggning_0600", "knivtid", "drg_poang")
    },
    "bilaga_produktion_egen": {
        row: NO_FORECAST
        for row in ("vaccinationer", "belaggning_0600", "knivtid", "drg_oppenvard", "drg_slutenvard")
    },
    "bilaga_produktion_vardcentraler": {row: NO_PLAN for row in PRIMARY},
}

# Remarks on doubtful values, added to the row's note: (table, row, column or None for all).
REMARKS = {
    ("resultatomraden", "varduppdrag", "ack_utfall_april"):
        "texten (rad 2183) anger +10,4; tabellens -10,4 ingår i summan",
    ("produktion_egen", "knivtid", None): "måttenheten är inte angiven",
    ("bilaga_produktion_egen", "knivtid", None): "måttenheten är inte angiven",
    ("indikatorer_ram_budget", "kostnad_per_arbetad_timme", None):
        "måttenheten är inte angiven; läst som kronor per timme",
    ("indikatorer_ram_budget", "investeringar", "utfall_2023"):
        "läst som helåret 2023, eftersom utfallet 2024 anges vara till och med april",
    ("indikatorer_kvalitet", "kladregler_hygienrutiner", "utfall_2023"): "mätning i mars 2023",
    ("indikatorer_kvalitet", "kladregler_hygienrutiner", "utfall_2024"):
        "mätmånaden är inte angiven; läst som mars 2024",
    ("bilaga_arbetsmiljoavvikelser", "handelser", None): "perioden är inte angiven; läst som januari-april",
    ("bilaga_rehabilitering", "rehabiliteringsarenden", None):
        "perioden är inte angiven; läst som januari-april",
    ("effekthemtagning", "oberoende_hyr", "beraknad_arseffekt"): 'tidplanen är tryckt "224", menat 2024',
    ("nyckeltal_restriktivitet", "resor_boende", None): "posten är igenkänd på belopp och procent (rad 1541)",
    ("nyckeltal_restriktivitet", "konsulter", None): "posten är igenkänd på procent (rad 1545 och 1997)",
    ("nyckeltal_restriktivitet", "representation", None): "posten är igenkänd på procent (rad 1539)",
    ("nyckeltal_restriktivitet", "utbildning", None): "posten är igenkänd på procent (rad 1543 och 1995)",
    ("tal_i_lopande_text", "ofinansierad_pensionskostnad", None): "angivet som cirka",
}
for _row in ("akut_sjukfranvaro", "akut_sjukfranvaro_fg", "nara_vard_sjukfranvaro",
             "nara_vard_sjukfranvaro_fg", "diagnostik_sjukfranvaro", "diagnostik_sjukfranvaro_fg"):
    REMARKS["tal_i_lopande_text", _row, None] = "perioden är inte angiven; läst som januari-mars"


def remark(name, row, column):
    found = REMARKS.get((name, row, column)) or REMARKS.get((name, row, None))
    return f"; {found}" if found else ""
