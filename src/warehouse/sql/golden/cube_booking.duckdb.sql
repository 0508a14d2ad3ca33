SELECT "unit_code", "month", "group",
  CAST(sum(CASE WHEN ("booked" >= 19723) THEN "amount" END) AS BIGINT),
  CAST(sum((CAST("hours" AS BIGINT) * 36)) AS BIGINT),
  CAST(count(*) AS BIGINT)
FROM "rows_booking"
GROUP BY 1, 2, 3
