SELECT "unit_code", "month", "profession", "sex",
  toInt64(count(*)),
  toInt64(countIf("month" < 24290 AND (("form" = 1) AND ("profession" = 1))) + countIf("month" >= 24290 AND (("form" = 1 OR "form" = 4) AND ("profession" = 1)))),
  toInt64(sum(toInt128("drg_points"))),
  toInt64(sumIf(toInt128((toInt128(coalesce("minutes", 300)) * 6)), (("form" = 1) AND (NOT ("urgent" = 1))))),
  toInt64(count(*))
FROM "rows_contact"
GROUP BY 1, 2, 3, 4
