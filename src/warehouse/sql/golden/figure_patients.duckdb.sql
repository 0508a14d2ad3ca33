SELECT CAST(count(DISTINCT "person") AS BIGINT)
FROM "rows_contact"
WHERE "unit_code" IN (1, 2) AND "month" BETWEEN 24288 AND 24293
