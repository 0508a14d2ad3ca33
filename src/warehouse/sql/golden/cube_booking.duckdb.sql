SELECT "unit_code", "month", "group",
  CAST(coalesce(sum(CASE WHEN ("booked" >= 19723) THEN "amount" END), 0) AS BIGINT),
  CAST(coalesce(sum(CASE WHEN (1 = 1) THEN (CAST("hours" AS BIGINT) * 36) END), 0) AS BIGINT)
FROM "rows_booking"
GROUP BY 1, 2, 3
