// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message_code.hpp"

namespace redthread::warehouse {

/// Diagnostics of the readers of delivered rows (`rows.`, beside `csv.` of base) and from sync. The
/// faults of a row are errors when its delivery is refused, and warnings when the row is
/// quarantined.
inline constexpr MessageCode warehouse_messages[] = {
    {"rows.cell",
     "A value of a sheet or a Parquet file cannot be read: an error, a formula that was never "
     "computed, a day that does not exist, control characters."},
    {"rows.column_type",
     "A column of a Parquet file holds what no row can: lists, bytes, instants."},
    {"rows.encoding", "A text file's encoding cannot be told, or its text is not sound."},
    {"rows.encoding_mixed",
     "A text file's encoding changes: it was put together from parts in different encodings."},
    {"rows.format", "A file is not of a kind that rows are read from, or not what it is called."},
    {"rows.header",
     "A column of a delivery has no name, or the same as another; or there are too many."},
    {"rows.left_aside", "Lines of a delivery that are no rows were left aside; it says how many."},
    {"rows.merged_cells", "A sheet has merged cells among its rows."},
    {"rows.parquet", "A Parquet file cannot be read: damaged, cut short or encrypted."},
    {"rows.separator", "It cannot be told what separates the columns of a CSV file."},
    {"rows.sheets", "An Excel file has no visible sheet, or several: only the first is read."},
    {"rows.sie", "A line of a SIE file cannot be read, or the file is of a type without vouchers."},
    {"rows.too_large", "A part of an Excel file unpacks to more than the limit."},
    {"rows.voucher",
     "A voucher of a SIE file does not sum to zero, is not closed, or has a line that cannot be "
     "read; none of its rows is taken in."},
    {"rows.xlsx", "An Excel file cannot be read: damaged, cut short, or not all there."},
    {"warehouse.breakdown",
     "A row names a category of a breakdown that its measure does not have."},
    {"warehouse.closed_month",
     "A delivery for a closed month is new, changed or gone; nothing of the sync was kept."},
    {"warehouse.column_missing", "A delivery of rows lacks a column that its fact declares."},
    {"warehouse.column_twice",
     "A delivery of rows has two columns with the name of one that its fact declares."},
    {"warehouse.delivery_name",
     "The name of a delivery of rows does not begin with the months that it has."},
    {"warehouse.delivery_refused",
     "A delivery has more bad rows than its fact allows; nothing of the sync was kept."},
    {"warehouse.duplicate",
     "The same measure, cell, unit, period, scenario and version is given twice, in one file or in "
     "two."},
    {"warehouse.duplicate_key", "A key stands twice in one delivery; the later row is a bad row."},
    {"warehouse.empty_delivery", "A delivery has a header and no rows."},
    {"warehouse.future_delivery", "A delivery is for months that have not begun."},
    {"warehouse.interval",
     "A forecast's interval lacks an end, does not hold its value, or is on what is no forecast."},
    {"warehouse.made",
     "The month after which a forecast was made cannot be read, or is on what is no forecast."},
    {"warehouse.not_in_map", "A look-up list has nothing for a row's keys on its day."},
    {"warehouse.outside_label", "A row's unit is not below the unit whose delivery it is in."},
    {"warehouse.outside_span", "A row's date is not in the months that its delivery is for."},
    {"warehouse.overlap", "Two deliveries of a fact, with the same label, have the same month."},
    {"warehouse.period", "A period is not one that can be read, or its year is out of range."},
    {"warehouse.rows_quarantined", "Some rows of a delivery were not taken in; the others were."},
    {"warehouse.rule", "A row, or the rows of a group, break a rule that the fact declares."},
    {"warehouse.scenario", "A scenario is none of actual, budget, forecast, target."},
    {"warehouse.state", "A state is not one that a delivered row can have."},
    {"warehouse.stray_file", "A file under data/ is not a delivery: data/<fact>/NAME.csv."},
    {"warehouse.unit_not_valid", "A unit did not exist in the row's period."},
    {"warehouse.unknown_category", "A breakdown has no such category."},
    {"warehouse.unknown_fact", "A folder under data/ is not named after a fact."},
    {"warehouse.unknown_label", "A delivery is not labelled with a unit that its fact is owed by."},
    {"warehouse.unknown_measure", "The catalog has no such measure."},
    {"warehouse.unknown_unit", "The organisation has no such unit."},
    {"warehouse.value_missing", "A value is empty, and no state says why."},
    {"warehouse.value_range", "A value is too large to be held exactly."},
    {"warehouse.value_scale", "A value has more decimals than its measure keeps."},
    {"warehouse.value_syntax",
     "A value is not a number (or a date, or yes or no) as it must be written."},
    {"warehouse.value_unexpected", "A row has a value, and a state that says there is none."},
    {"warehouse.wrong_measure", "A measure belongs to another fact, or is computed by a formula."},
};

/// Codes of Error that the warehouse throws.
inline constexpr MessageCode warehouse_errors[] = {
    {"warehouse.engine", "The database engine failed: a full or failing disk, memory, or a bug."},
    {"warehouse.locked", "Another program has the warehouse file open."},
    {"warehouse.open", "The warehouse file cannot be opened, or is not a warehouse."},
    {"warehouse.version", "The warehouse file was written by a newer Röda tråden."},
};

}  // namespace redthread::warehouse
