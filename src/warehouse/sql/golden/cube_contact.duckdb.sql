SELECT "unit_code", "month", "profession", "sex",
  CAST(count(*) FILTER (WHERE (1 = 1)) AS BIGINT),
  CAST(count(*) FILTER (WHERE "month" < 24290 AND (("form" = 1) AND ("profession" = 1))) + count(*) FILTER (WHERE "month" >= 24290 AND (("form" = 1 OR "form" = 4) AND ("profession" = 1))) AS BIGINT),
  CAST(coalesce(sum("drg_points") FILTER (WHERE (1 = 1)), 0) AS BIGINT),
  CAST(coalesce(sum((CAST(coalesce("minutes", 300) AS BIGINT) * 6)) FILTER (WHERE (("form" = 1) AND (NOT ("urgent" = 1)))), 0) AS BIGINT)
FROM "rows_contact"
GROUP BY 1, 2, 3, 4
