SELECT "unit_code", "month", "profession", "sex",
  CAST(count(*) AS BIGINT),
  CAST(count_if("month" < 24290 AND (("form" = 1) AND ("profession" = 1))) + count_if("month" >= 24290 AND (("form" = 1 OR "form" = 4) AND ("profession" = 1))) AS BIGINT),
  CAST(sum("drg_points") AS BIGINT),
  CAST(sum(CASE WHEN (("form" = 1) AND (NOT ("urgent" = 1))) THEN (CAST(coalesce("minutes", 300) AS BIGINT) * 6) END) AS BIGINT),
  CAST(count(*) AS BIGINT)
FROM "rows_contact"
GROUP BY 1, 2, 3, 4
