SELECT "unit_code", "month", "group",
  toInt64(sumIf(toInt128("amount"), ("booked" >= 19723))),
  toInt64(sum(toInt128((toInt128("hours") * 36)))),
  toInt64(count(*))
FROM "rows_booking"
GROUP BY 1, 2, 3
