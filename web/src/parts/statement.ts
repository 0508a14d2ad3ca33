// SPDX-License-Identifier: Apache-2.0
import type { Figure, Statement, StatementRow } from "../api/types";
import { figureId, figureParts } from "../state/address";

interface Place {
  address: { region: string };
  unit: string;
  period: string;
  organisation: string;
}

/** What a cell's number leads to: its own address, or, when it is a slice that has none, the table's cell. */
export function threadOf(cell: Figure | null, statement: Statement, row: StatementRow, column: string, place: Place): Figure | null {
  if (!cell || figureParts(cell.id)) return cell;
  return { ...cell, id: figureId(place.address.region, `${statement.statement}/${row.key}`, place.unit, place.period, place.organisation, column) };
}
