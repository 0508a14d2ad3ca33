#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes data/, most of plan/ and proof/cells.csv from published/, and checks the proof on its own.

    python3 import.py [-v]

Reads the published tables (transcribed, unchanged), and writes
  data/<fact>/<table>.csv   the base figures: outcome, budget, last year, forecast, closing
  plan/activities.csv       activities with our words for their status, and their assignments
  plan/actions.csv ...      actions with their effects, investments with their money
  proof/cells.csv           every derived figure that was printed, and where our system computes it

Only the standard library is used; the same input gives the same bytes. The work is in importing/.

Last, each derived cell is computed here as well, with fractions and without the C++ system, and
compared with the printed one (importing/verdicts.py). The run fails when a cell is unexplained.
"""

import sys

sys.dont_write_bytecode = True  # no __pycache__ in a region folder

from importing.actions import write_actions, write_investments
from importing.activities import write_activities
from importing.cells import cells, prove_tables, write_cells
from importing.cells_in_text import prove_indicators, prove_running_text
from importing.data import make_data
from importing.deliveries import deliveries, write_deliveries
from importing.tables import read_table
from importing.verdicts import print_verdicts


def main():
    make_data()
    rows = write_deliveries()
    write_activities()
    write_actions()
    write_investments()
    prove_tables()
    prove_indicators()
    prove_running_text()
    write_cells()

    verdicts = print_verdicts(cells, read_table("findings"), verbose="-v" in sys.argv)
    print(f"data: {rows} rows in {len(deliveries)} files")
    print(f"derived={len(cells)} equal={verdicts['equal']} rounding={verdicts['rounding']} "
          f"published_errors={verdicts['published']} unexplained={verdicts['unexplained']}")
    return 1 if verdicts["unexplained"] else 0


if __name__ == "__main__":
    sys.exit(main())
