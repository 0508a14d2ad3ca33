SELECT "delivery_id", "line",
  "snapshot_date",
  "unit_code",
  "person",
  "start_date",
  "stage",
  "specialty",
  "deviation",
  "limit_days",
  ("snapshot_date" - "start_date"),
  CASE WHEN ("snapshot_date" - "start_date") <= 30 THEN 1 WHEN ("snapshot_date" - "start_date") <= 90 THEN 2 WHEN ("snapshot_date" - "start_date") > 90 THEN 3 END,
  CASE WHEN ("deviation" = 1) THEN 3 ELSE CASE WHEN (("snapshot_date" - "start_date") <= "limit_days") THEN 1 ELSE 2 END END
FROM "rows_waiting" JOIN (SELECT "month", max("snapshot_date") AS "_last_day" FROM "rows_waiting" WHERE "month" BETWEEN 24293 AND 24293 GROUP BY 1) AS "_last" USING ("month")
WHERE "unit_code" IN (1) AND "month" BETWEEN 24293 AND 24293 AND "snapshot_date" = "_last_day" AND ((CASE WHEN ("deviation" = 1) THEN 3 ELSE CASE WHEN (("snapshot_date" - "start_date") <= "limit_days") THEN 1 ELSE 2 END END = 1))
ORDER BY "snapshot_date", "delivery_id", "line"
LIMIT 20
