# SPDX-License-Identifier: Apache-2.0
"""What each published row is in the catalog: `measure` or `measure{breakdown: category}`.

A row that is not named here is a total: the system computes it from its parts (see totals.py).
"""

OWN_PRODUCTION = {
    "dagmedicin_dagsjukvard": "day_care",
    "vaccinationer": "vaccinations",
    "vardtillfallen_somatik": "episodes.somatic",
    "varddagar_somatik": "care_days.somatic",
    "varddagar_psykiatri": "care_days.psychiatric",
    "belaggning_0600": "occupancy",
    "operationer": "operations",  # reported: the rows below it do not cover all operations
    "operationer_slutenvard": "operations{operation_form: inpatient}",
    "operationer_dagkirurgi": "operations{operation_form: day_surgery}",
    "operationer_klinikegna": "operations{operation_form: clinic}",
    "knivtid": "operating_time",
}
VISITS = {
    "lakarbesok": "visits.physician",
    "lakarbesok_distans": "visits.physician_remote",
    "besok_ovriga": "visits.other",
    "besok_ovriga_distans": "visits.other_remote",
}


def prefixed(prefix, rows):
    return {row: prefix + measure for row, measure in rows.items()}


def by_care(measures, parts):
    """`lakarbesok_somatisk` -> `visits.physician{care: somatic}` for each measure and part."""
    return {
        f"{row}_{suffix}": f"{measure}{{care: {category}}}"
        for row, measure in measures.items()
        for suffix, category in parts.items()
    }


OWN_CARE = {
    "somatisk": "somatic",
    "psykiatrisk": "psychiatric",
    "ovrig_primarvard": "other_primary",
}
SPECIALIST_CARE = {"somatisk": "somatic", "psykiatrisk": "psychiatric"}
PRIVATE_CARE = {**SPECIALIST_CARE, "primarvard": "primary"}
PRIVATE_PHYSICIAN = {row: "private." + VISITS[row] for row in ("lakarbesok", "lakarbesok_distans")}
PRIVATE_OTHER = {row: "private." + VISITS[row] for row in ("besok_ovriga", "besok_ovriga_distans")}
PRIMARY = {**prefixed("primary.", VISITS), "vaccinationer": "primary.vaccinations"}

INCOME_LINES = {
    "patientavgifter": "economy.income.patient_fees",
    "ersattning_vardtjanster": "economy.income.care_compensation",
    "regionersattning": "economy.income.regional_grant",
    "forsaljning_tjanster": "economy.income.services_sold",
    "ovriga_intakter": "economy.income.other",
}
COST_LINES = {
    "personalkostnader": "economy.costs.personnel",
    "kopt_vard": "economy.costs.purchased_care",
    "lakemedel": "economy.costs.pharmaceuticals",
    "tekniska_hjalpmedel": "economy.costs.assistive_devices",
    "material_tjanster": "economy.costs.materials_services",
    "lokalkostnader": "economy.costs.premises",
    "ovriga_verksamhetskostnader": "economy.costs.other",
}
OF_WHICH_LINES = {
    "externt_inhyrd_personal": "economy.costs.hired_staff",
    "overtid_mertid": "economy.costs.overtime",
}
LEDGER = {**INCOME_LINES, **COST_LINES, **OF_WHICH_LINES}

SPELLS = {
    "dag_1_14": "sickness.total{spell: days_1_14}",
    "dag_15_90": "sickness.total{spell: days_15_90}",
    "dag_91_365": "sickness.total{spell: days_91_365}",
    "dag_366_plus": "sickness.total{spell: days_366}",
}
SICKNESS = {
    **SPELLS,
    "kvinnor": "sickness.women",
    "man": "sickness.men",
    "alder_upp_till_29": "sickness.age_under_30",
    "alder_30_49": "sickness.age_30_49",
    "alder_50_plus": "sickness.age_50_plus",
}
OWN_HOURS = {
    "egen_lakare": "hours.own{profession: physician}",
    "egen_sjukskoterskor": "hours.own{profession: nurse}",
    "egen_underskoterskor": "hours.own{profession: assistant_nurse}",
    "egen_paramedicin": "hours.own{profession: paramedical}",
    "egen_ledning": "hours.own{profession: management}",
    "egen_ovriga": "hours.own{profession: other}",
}
RESOURCE_HOURS = {
    "resurs_sjukskoterskor": "hours.resource{profession: nurse}",
    "resurs_underskoterskor": "hours.resource{profession: assistant_nurse}",
    "resurs_ovriga": "hours.resource{profession: other}",
}
HIRED_HOURS = {
    "inhyrd_lakare": "hours.hired{profession: physician}",
    "inhyrd_sjukskoterskor": "hours.hired{profession: nurse}",
    "inhyrd_underskoterskor": "hours.hired{profession: assistant_nurse}",
    "inhyrd_paramedicin": "hours.hired{profession: paramedical}",
    "inhyrd_ovriga": "hours.hired{profession: other}",
}
AREA_UNITS = {
    "akutsjukvard_verksamhet": "AKUT_V",
    "nara_vard_verksamhet": "NARA_V",
    "medicinsk_diagnostik_verksamhet": "DIAG_V",
    "hmc": "HMC",
    "medicinsk_stab_verksamhet": "MEDSTAB_V",
    "lakemedel": "LAKEMEDEL",
    "planerings_utvecklingsstab_verksamhet": "PUSTAB_V",
    "forvaltningsledning_verksamhet": "LEDNING_V",
    "varduppdrag": "VARDUPPDRAG",
}
WITHIN = {
    "arsarbetare_100_farre": "fewer_fte",
    "avtalstrohet": "contract_compliance",
    "restriktivitet_upphandling": "procurement_restraint",
    "verksamhetsmassiga_forandringar": "productivity",
    "fornyade_arbetssatt": "renewed_work",
    "asylhalsan": "asylum_health",
    "oberoende_hyr": "hired_staff",
}
BEYOND = {
    "representation": "hospitality",
    "resor_boende": "travel",
    "utbildning": "training",
    "konsulter": "consultants",
    "aktiviteter_i_verksamhetsplaner": "unit_plans",
}
ASSETS = {
    "datorutrustning": "computers",
    "medicinsk_apparatur": "medical_equipment",
    "byggnadsinventarier": "building_fixtures",
    "bilar_transportmedel": "vehicles",
    "ovriga_maskiner_inventarier": "other_machines",
    "tekniska_hjalpmedel": "assistive_devices",
}
PURCHASES = {
    "gastroskop": "gastroscopes",
    "c_bage": "c_arm",
    "koloskop": "colonoscopes",
    "bildgivande_ultraljudssystem": "ultrasound",
    "endoskopiutrustning": "endoscopy",
}
DENTAL = {
    "led_i_sjukdomsbehandling": "part_of_treatment",
    "nodvandig_tandvard": "necessary",
    "langvarig_sjukdom": "long_term_illness",
    "uppsokande_tandvard": "outreach",
    "avgiftsfri_tandvard_3_23": "free_3_23",
    "avgiftsfri_tandreglering": "free_orthodontics",
}
