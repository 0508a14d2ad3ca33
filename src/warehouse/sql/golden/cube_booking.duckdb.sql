SELECT "unit_code", "month", "group",
  CAST(coalesce(sum("amount") FILTER (WHERE ("booked" >= 19723)), 0) AS BIGINT),
  CAST(coalesce(sum((CAST("hours" AS BIGINT) * 36)) FILTER (WHERE (1 = 1)), 0) AS BIGINT)
FROM "rows_booking"
GROUP BY 1, 2, 3
