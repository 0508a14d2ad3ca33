SELECT CAST(sum((CAST(coalesce("minutes", 300) AS BIGINT) * 6)) AS BIGINT)
FROM "rows_contact"
WHERE "unit_code" IN (1, 2) AND "month" BETWEEN 24288 AND 24293 AND ((("form" = 1) AND (NOT ("urgent" = 1))))
