# SPDX-License-Identifier: Apache-2.0
"""plan/activities.csv and plan/assignments.csv: activities with our words for their status, and the
assignments whose numbers they name."""

import re


from importing.tables import REGION, read_table, write_csv

SECTIONS = {
    "halso_och_sjukvard_2029": "Hälso- och sjukvård 2029",
    "omstallning_framtidens_vard": "Omställning till framtidens vård",
    "personcentrering": "Personcentrering",
    "halsoframjande": "Hälsofrämjande arbete",
    "sakra_kompetensforsorjning": "Säkra kompetensförsörjningen",
    "tillganglig_saker_effektiv_vard": "Tillgänglig, säker och effektiv vård",
    "tillganglighetsplan_utover_forvaltningsplan": "Tillgänglighetsplanen utöver förvaltningsplanen",
}
# The report says no goal of an activity: which one a section serves is ours.
GOALS = {
    "halso_och_sjukvard_2029": "tjanster.ratt_niva",
    "omstallning_framtidens_vard": "tjanster.ratt_niva",
    "personcentrering": "tjanster.god_kvalitet",
    "halsoframjande": "tjanster.god_kvalitet",
    "sakra_kompetensforsorjning": "medarbetare.stannar_och_utvecklas",
    "tillganglig_saker_effektiv_vard": "tjanster.god_tillganglighet;tjanster.god_kvalitet",
    "tillganglighetsplan_utover_forvaltningsplan": "tjanster.god_tillganglighet",
}
STATUSES = {"Enl. plan": "as_planned", "Försenad": "delayed", "Ej påbörjad": "not_started", "": ""}


def assignments_of(row):
    """`RF23-5; RF24-8` -> the keys of both."""
    return [number.lower().replace("-", "_") for number in re.split(r"[;,]\s*", row["rf_nummer"]) if number]


def write_activities():
    published = read_table("aktiviteter")
    header = ["key", "name", "parent", "assignment", "section", "section_name", "time_frame", "status",
              "goals", "assignments", "order"]
    rows = [[row["row_key"], row["label"], row["parent_key"], row["rf_nummer"], row["section"],
             SECTIONS[row["section"]], row["tidplan"], STATUSES[row["status"]], GOALS[row["section"]],
             ";".join(assignments_of(row)), number]
            for number, row in enumerate(published, start=1)]
    write_csv(REGION / "plan" / "activities.csv", header, rows)

    keys = sorted({key for row in published for key in assignments_of(row)},
                  key=lambda key: [int(number) for number in re.findall(r"\d+", key)])
    write_csv(REGION / "plan" / "assignments.csv", ["key", "name", "number", "level"],
              [[key, f"Uppdrag {key.upper().replace('_', '-')}", key.upper().replace("_", "-"), "council"]
               for key in keys])
