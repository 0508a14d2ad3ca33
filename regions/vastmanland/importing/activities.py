# SPDX-License-Identifier: Apache-2.0
"""plan/activities.csv: activities and assignments with our words for their status."""

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
STATUSES = {"Enl. plan": "as_planned", "Försenad": "delayed", "Ej påbörjad": "not_started", "": ""}


def write_activities():
    header = ["key", "name", "parent", "assignment", "section", "section_name", "time_frame", "status",
              "order"]
    rows = [[row["row_key"], row["label"], row["parent_key"], row["rf_nummer"], row["section"],
             SECTIONS[row["section"]], row["tidplan"], STATUSES[row["status"]], number]
            for number, row in enumerate(read_table("aktiviteter"), start=1)]
    write_csv(REGION / "plan" / "activities.csv", header, rows)
