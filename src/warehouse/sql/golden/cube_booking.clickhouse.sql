SELECT "unit_code", "month", "group",
  toInt64(coalesce(sumIf(toInt128("amount"), ("booked" >= 19723)), 0)),
  toInt64(coalesce(sumIf(toInt128((toInt128("hours") * 36)), (1 = 1)), 0))
FROM "rows_booking"
GROUP BY 1, 2, 3
