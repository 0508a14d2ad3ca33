SELECT "delivery_id", "line",
  "contact_id",
  "contact_date",
  "unit_code",
  "person",
  "form",
  "profession",
  "sex",
  "age",
  "drg",
  CASE WHEN ("urgent" = 1) THEN 1 WHEN NOT ("urgent" = 1) THEN 0 END,
  "minutes",
  "drg_points"
FROM "rows_contact"
WHERE "unit_code" IN (1, 2) AND "month" BETWEEN 24288 AND 24293 AND "sex" = 1 AND (("month" < 24290 AND (("form" = 1) AND ("profession" = 1))) OR ("month" >= 24290 AND (("form" = 1 OR "form" = 4) AND ("profession" = 1))))
ORDER BY "contact_date", "delivery_id", "line"
LIMIT 100
