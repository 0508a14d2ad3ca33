SELECT above, first_month, last_month, "by_waiting_band", toInt64(quantileExactLow(0.5)(counted))
FROM (SELECT "unit_code" AS counted_unit, "month" AS counted_month, CASE WHEN ("snapshot_date" - "start_date") <= 30 THEN 1 WHEN ("snapshot_date" - "start_date") <= 90 THEN 2 WHEN ("snapshot_date" - "start_date") > 90 THEN 3 END AS "by_waiting_band", ("snapshot_date" - "start_date") AS counted FROM "rows_waiting" JOIN (SELECT "month", max("snapshot_date") AS "_last_day" FROM "rows_waiting" GROUP BY 1) AS "_last" USING ("month") WHERE CASE WHEN ("snapshot_date" - "start_date") <= 30 THEN 1 WHEN ("snapshot_date" - "start_date") <= 90 THEN 2 WHEN ("snapshot_date" - "start_date") > 90 THEN 3 END IS NOT NULL AND ("snapshot_date" - "start_date") IS NOT NULL AND "snapshot_date" = "_last_day") AS counted_rows, unit_above, wanted_span
WHERE unit_above.unit = counted_unit AND unit_above.month = counted_month
  AND counted_month = last_month
GROUP BY above, first_month, last_month, "by_waiting_band"
