SELECT "unit_code", "month", CASE WHEN ("snapshot_date" - "start_date") <= 30 THEN 1 WHEN ("snapshot_date" - "start_date") <= 90 THEN 2 WHEN ("snapshot_date" - "start_date") > 90 THEN 3 END,
  toInt64(countIf("snapshot_date" = "_last_day")),
  toInt64(countIf("snapshot_date" = "_last_day" AND (CASE WHEN ("deviation" = 1) THEN 3 ELSE CASE WHEN (("snapshot_date" - "start_date") <= "limit_days") THEN 1 ELSE 2 END END = 1))),
  toInt64(sum(toInt128(1)))
FROM "rows_waiting" JOIN (SELECT "month", max("snapshot_date") AS "_last_day" FROM "rows_waiting" GROUP BY 1) AS "_last" USING ("month")
GROUP BY 1, 2, 3
