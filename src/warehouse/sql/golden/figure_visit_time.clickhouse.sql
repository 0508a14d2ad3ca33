SELECT toInt64(sum(toInt128((toInt128(coalesce("minutes", 300)) * 6))))
FROM "rows_contact"
WHERE "unit_code" IN (1, 2) AND "month" BETWEEN 24288 AND 24293 AND ((("form" = 1) AND (NOT ("urgent" = 1))))
