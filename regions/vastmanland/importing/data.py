# SPDX-License-Identifier: Apache-2.0
"""Which base figures become which rows of data/.

A derived figure (deviation, percent, change, a total that its parts make) never goes there.
Values keep the decimals that they were printed with: they are the precision of everything that is
computed from them.
"""

from importing.deliveries import deliver, deliver_table
from importing.names import (
    AREA_UNITS, ASSETS, BEYOND, DENTAL, HIRED_HOURS, LEDGER, OWN_CARE, OWN_HOURS, OWN_PRODUCTION,
    PRIMARY, PRIVATE_CARE, PRIVATE_OTHER, PRIVATE_PHYSICIAN, PURCHASES, RESOURCE_HOURS, SICKNESS,
    SPECIALIST_CARE, VISITS, WITHIN, by_care, prefixed,
)
from importing.periods import (
    Q1, Q1_BEFORE, Q1_BEFORE_THAT, YEAR, YEAR_BEFORE, YEAR_BEFORE_THAT, YTD, YTD_BEFORE,
)
from importing.tables import table

# Published column -> span and scenario.
PRODUCTION = {
    "ack_utf_inn_ar": (YTD, "actual"),
    "ack_bud_inn_ar": (YTD, "budget"),
    "ack_utf_fg_ar": (YTD_BEFORE, "actual"),
    "helar_prognos": (YEAR, "forecast"),
    "helar_budget": (YEAR, "budget"),
    "bokslut_utf_fg_ar": (YEAR_BEFORE, "actual"),
}
INCOME_ANNEX = {
    "ack_utfall_inn_ar": (YTD, "actual"),
    "ack_budget_inn_ar": (YTD, "budget"),
    "ack_utfall_fg_ar": (YTD_BEFORE, "actual"),
    "helar_prognos": (YEAR, "forecast"),
    "helar_budget": (YEAR, "budget"),
    "bokslut_utf_fg_ar": (YEAR_BEFORE, "actual"),
}
INCOME_MAIN = {
    "april_2023": (YTD_BEFORE, "actual"),
    "april_2024": (YTD, "actual"),
    "budget_2024": (YEAR, "budget"),
    "prognos_2024": (YEAR, "forecast"),
    "bokslut_2023": (YEAR_BEFORE, "actual"),
}
HOURS_ANNEX = {"innevarande_ar": (Q1, "actual"), "foregaende_ar": (Q1_BEFORE, "actual")}
HOURS_MAIN = {"ar_2024": (Q1, "actual"), "ar_2023": (Q1_BEFORE, "actual")}
THIS_AND_LAST = {"foregaende_ar": (YTD_BEFORE, "actual"), "innevarande_ar": (YTD, "actual")}
INDICATOR = {"utfall_2023": (YTD_BEFORE, "actual"), "utfall_2024": (YTD, "actual")}
INDICATOR_Q1 = {"utfall_2023": (Q1_BEFORE, "actual"), "utfall_2024": (Q1, "actual")}


def make_data():
    annex()
    main_text()
    indicators()
    running_text()


def annex():
    deliver_table("annex", "bilaga_produktion_egen", {
        **by_care(VISITS, OWN_CARE),
        **OWN_PRODUCTION,
        "drg_oppenvard": "drg.points{drg_form: outpatient}",
        "drg_slutenvard": "drg.points{drg_form: inpatient}",
    }, PRODUCTION, lagged=("drg_oppenvard", "drg_slutenvard"))
    deliver_table("annex", "bilaga_produktion_privata", {
        **by_care(PRIVATE_PHYSICIAN, SPECIALIST_CARE),
        **by_care(PRIVATE_OTHER, PRIVATE_CARE),
    }, PRODUCTION)
    deliver_table("annex", "bilaga_produktion_vardcentraler", PRIMARY, PRODUCTION)
    deliver_table("annex", "bilaga_resultatrakning", LEDGER, INCOME_ANNEX)
    deliver_table("annex", "bilaga_arbetad_tid", {
        **OWN_HOURS,
        "egen_overtid_mertid": "hours.own_overtime",
        "egen_timavlonade": "hours.own_hourly",
        **RESOURCE_HOURS,
        **HIRED_HOURS,
        "justering_arbetsdagar": "hours.adjust_workdays",
        "justering_skottar": "hours.adjust_leap_day",
        "avdrag_jour": "hours.on_call_deduction",
    }, HOURS_ANNEX)
    deliver_table("annex", "bilaga_sjukfranvaro", SICKNESS,
                  {"foregaende_ar": (Q1_BEFORE, "actual"), "innevarande_ar": (Q1, "actual")})
    deliver_table("annex", "bilaga_arbetsmiljoavvikelser", {
        "handelser": "incidents.events",
        "risker": "incidents.risks",
        "hot_och_vald": "incidents.threats",
        "stickskador": "incidents.needlesticks",
    }, THIS_AND_LAST)
    deliver_table("annex", "bilaga_rehabilitering", {
        "rehabiliteringsarenden": "rehabilitation.cases",
        "avslutade": "rehabilitation.closed",
    }, THIS_AND_LAST)


def main_text():
    deliver_table("main", "produktion_egen", {
        **prefixed("main.", VISITS),
        **prefixed("main.", OWN_PRODUCTION),
        # Measures of their own, so that each can be compared with the annex.
        "operationer_slutenvard": "main.operations.inpatient",
        "operationer_dagkirurgi": "main.operations.day_surgery",
        "operationer_klinikegna": "main.operations.clinic",
        "drg_poang": "main.drg.points",
    }, PRODUCTION, lagged=("drg_poang",))
    deliver_table("main", "produktion_privata", prefixed("main.private.", VISITS), PRODUCTION)
    deliver_table("main", "produktion_vardcentraler", prefixed("main.", PRIMARY), PRODUCTION)
    deliver_table("main", "produktion_diagnostik", {
        "radiologi": "diagnostics.radiology",
        "brostradiologi": "diagnostics.breast_radiology",
        "fysiologkliniken": "diagnostics.physiology",
        "laboratoriemedicin": "diagnostics.laboratory",
        "medicinsk_teknik": "diagnostics.medical_technology",
        "hmc": "diagnostics.hmc",
    }, PRODUCTION)
    for measure, now, before in (
        ("dental.performed", "antal", "antal_fg_ar"),
        ("dental.second", "antal_2", "antal_2_fg_ar"),
        ("dental.cost", "kostnad_mnkr", "kostnad_fg_ar_mnkr"),
    ):
        deliver_table("main", "produktion_tandvard",
                      {row: f"{measure}{{dental_area: {key}}}" for row, key in DENTAL.items()},
                      {now: (YTD, "actual"), before: (YTD_BEFORE, "actual")})
    deliver_table("main", "arbetad_tid", {
        "egen_personal": "main.hours.own",
        "resursenheten": "main.hours.resource",
        "externt_inhyrd": "main.hours.hired",
        "arbetad_tid_exkl_jour": "main.hours.worked",
    }, HOURS_MAIN)
    deliver_table("main", "sjukfranvaro", prefixed("main.", SICKNESS), {
        "ar_2022": (Q1_BEFORE_THAT, "actual"),
        "ar_2023": (Q1_BEFORE, "actual"),
        "ar_2024": (Q1, "actual"),
    })
    deliver_table("main", "resultatrakning", prefixed("main.", LEDGER), INCOME_MAIN)
    for row, unit in AREA_UNITS.items():
        deliver_table("main", "resultatomraden", {row: "areas.result"}, {
            "bokslut_2022": (YEAR_BEFORE_THAT, "actual"),
            "bokslut_2023": (YEAR_BEFORE, "actual"),
            "ack_utfall_april": (YTD, "actual"),
            "prognos_2024": (YEAR, "forecast"),
        }, unit=unit)
    effect = {"beraknad_arseffekt": (YEAR, "budget"), "realiserad_effekt_apr": (YTD, "actual")}
    deliver_table("main", "effekthemtagning",
                  {row: f"effects.within{{action_within: {key}}}" for row, key in WITHIN.items()}, effect)
    deliver_table("main", "effekthemtagning",
                  {row: f"effects.beyond{{action_beyond: {key}}}" for row, key in BEYOND.items()}, effect)
    deliver_table("main", "effekt_fordelning_enhetsniva", {
        "okade_intakter": "effects.unit_level{effect_kind: income}",
        "personalkostnader": "effects.unit_level{effect_kind: personnel}",
        "tjanster": "effects.unit_level{effect_kind: services}",
        "material": "effects.unit_level{effect_kind: materials}",
        "kopt_vard": "effects.unit_level{effect_kind: purchased_care}",
        "ovrigt": "effects.unit_level{effect_kind: other}",
    }, {"realiserad_effekt": (YTD, "actual")})
    # Published changes whose two amounts are not published: they are base figures to us.
    restraint = {row: key for row, key in BEYOND.items() if row != "aktiviteter_i_verksamhetsplaner"}
    for measure, column in (("restraint.change", "forandring_tkr"),
                            ("restraint.change_share", "forandring_pct")):
        deliver_table("main", "nyckeltal_restriktivitet",
                      {row: f"{measure}{{restraint_item: {key}}}" for row, key in restraint.items()},
                      {column: (YTD, "actual")})
    deliver_table("main", "investeringar",
                  {row: f"investments{{asset: {key}}}" for row, key in ASSETS.items()}, {
                      "budget_2024_inkl_overforda_medel": (YEAR, "budget"),
                      "prognos_utfall_2024": (YEAR, "forecast"),
                  })
    deliver_table("main", "investeringar_storsta_inkop", {"totalt_inkop_april": "investments"},
                  {"belopp": (YTD, "actual")})
    deliver_table("main", "investeringar_storsta_inkop",
                  {row: f"investments.largest{{purchase: {key}}}" for row, key in PURCHASES.items()},
                  {"belopp": (YTD, "actual")})
    line = table("investeringar_storsta_inkop")["c_bage"]["source_line"]
    deliver("main", "investeringar_storsta_inkop", "investments.largest{purchase: c_arm}", YTD, "actual", "",
            f'Publicerad som ",3 mnkr": siffran före kommat saknas (rad {line})', state="missing")
    deliver_table("main", "investeringar_2_arsregeln", {
        "autoklav": "investments.unused{unused_item: autoclave}",
        "instrument_fecesanalyser": "investments.unused{unused_item: faecal_analyser}",
    }, {"saldo": (YTD, "actual")})


def indicators():
    deliver_table("indicators", "indikatorer_niva", {
        "andel_digitala_besok": "measured.digital_visits",
        "oplanerade_aterinskrivningar_30d_65plus": "measured.readmissions_30",
    }, INDICATOR)
    deliver_table("indicators", "indikatorer_tillganglighet", {
        "primarvard_telefon": "measured.primary_phone",
        "primarvard_medicinsk_bedomning": "measured.primary_assessment",
        "specialistvard_besok": "measured.specialist_visit",
        "specialistvard_atgard": "measured.specialist_treatment",
        "bup_besok": "measured.child_psychiatry_visit",
        "bup_utredning": "measured.child_psychiatry_assessment",
        "bup_behandling": "measured.child_psychiatry_treatment",
        "medelvantetid_1177": "measured.wait_1177",
    }, INDICATOR)
    deliver_table("indicators", "indikatorer_tillganglighet", {"belaggningsgrad": "measured.occupancy"},
                  INDICATOR_Q1)
    deliver_table("indicators", "indikatorer_kvalitet", {
        "utlokaliserade_per_100_vardplatser": "measured.outlying_patients",
        "trycksar_kat_1_4": "measured.pressure_ulcers_1_4",
        "trycksar_kat_2_4": "measured.pressure_ulcers_2_4",
    }, INDICATOR)
    for row, measure in (("trycksar_kat_1_4", "measured.pressure_ulcers_1_4"),
                         ("trycksar_kat_2_4", "measured.pressure_ulcers_2_4")):
        line = table("indikatorer_kvalitet")[row]["source_line"]
        deliver("indicators", "indikatorer_kvalitet", measure, YTD_BEFORE, "actual", "",
                f"Publicerad som streck: ny mätmetod, inget värde för 2023 (rad {line})", state="missing")
    deliver_table("indicators", "indikatorer_kvalitet", {"kladregler_hygienrutiner": "measured.hygiene_rules"},
                  {"utfall_2023": ("2023-03", "actual"), "utfall_2024": ("2024-03", "actual")})
    # Sickness, hired staff, result, forecast, årsarbetare and DRG per årsarbetare are computed.
    deliver_table("indicators", "indikatorer_ram_budget",
                  {"kostnad_per_arbetad_timme": "measured.cost_per_hour"}, INDICATOR)
    deliver_table("indicators", "indikatorer_ram_budget", {"investeringar": "measured.investments"},
                  {"utfall_2023": (YEAR_BEFORE, "actual"), "utfall_2024": (YTD, "actual")})


def running_text():
    """Base figures that stand in the running text only."""
    def text(fact, row, target, period, scenario, unit="HSF"):
        deliver_table(fact, "tal_i_lopande_text", {row: target}, {"varde": (period, scenario)}, unit=unit)

    text("indicators", "specialistvard_besok_april", "measured.specialist_visit", "2024-04", "actual")
    text("indicators", "akut_vardgaranti_april", "measured.specialist_visit", "2024-04", "actual", "AKUT")
    text("indicators", "akut_operation_april", "measured.specialist_treatment", "2024-04", "actual", "AKUT")
    for area, unit in (("akut", "AKUT"), ("nara_vard", "NARA"), ("diagnostik", "DIAG")):
        text("prose", f"{area}_sjukfranvaro", "sickness.area", Q1, "actual", unit)
        text("prose", f"{area}_sjukfranvaro_fg", "sickness.area", Q1_BEFORE, "actual", unit)
    text("prose", "underskott_forvaltningsplan_helar", "plan.deficit", YEAR, "budget")
    text("prose", "ofinansierad_pensionskostnad", "plan.unfunded_pension", YTD, "actual")
    deliver_table("prose", "perioden_i_siffror", {
        "prognos_intervall_upp": "forecast.range_better",
        "prognos_intervall_ned": "forecast.range_worse",
    }, {"varde": (YEAR, "forecast")})
