SELECT above, first_month, last_month, "by_sex", toInt64(uniqExact(counted))
FROM (SELECT "unit_code" AS counted_unit, "month" AS counted_month, "sex" AS "by_sex", "person" AS counted FROM "rows_contact" WHERE "sex" IS NOT NULL AND "person" IS NOT NULL) AS counted_rows, unit_above, wanted_span
WHERE unit_above.unit = counted_unit AND unit_above.month = counted_month
  AND counted_month >= first_month AND counted_month <= last_month
GROUP BY above, first_month, last_month, "by_sex"
