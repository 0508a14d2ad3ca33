SELECT CAST(quantile_disc("age", 0.5) AS BIGINT)
FROM "rows_contact"
WHERE "unit_code" IN (1, 2) AND "month" BETWEEN 24288 AND 24293 AND ((NOT ("sex" IS NULL)))
