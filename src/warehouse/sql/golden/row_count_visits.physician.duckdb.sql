SELECT count(*)
FROM "rows_contact"
WHERE "unit_code" IN (1, 2) AND "month" BETWEEN 24288 AND 24293 AND "sex" = 1 AND (("month" < 24290 AND (("form" = 1) AND ("profession" = 1))) OR ("month" >= 24290 AND (("form" = 1 OR "form" = 4) AND ("profession" = 1))))
