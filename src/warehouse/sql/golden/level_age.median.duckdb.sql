SELECT above, first_month, last_month, CAST(quantile_disc(counted, 0.5) AS BIGINT)
FROM (SELECT "unit_code" AS counted_unit, "month" AS counted_month, "age" AS counted FROM "rows_contact" WHERE "age" IS NOT NULL AND (NOT ("sex" IS NULL))) AS counted_rows, unit_above, wanted_span
WHERE unit_above.unit = counted_unit AND unit_above.month = counted_month
  AND counted_month >= first_month AND counted_month <= last_month
GROUP BY above, first_month, last_month
