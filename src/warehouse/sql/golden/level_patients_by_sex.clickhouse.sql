SELECT above, first_month, last_month, "by_sex", toInt64(sum(persons))
FROM (SELECT above, counted_month, "by_sex", month_before, count(*) AS persons
  FROM (SELECT above, counted_month, "by_sex", lagInFrame(toNullable(counted_month)) OVER (PARTITION BY above, "by_sex", counted
      ORDER BY counted_month ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
      AS month_before
    FROM (SELECT DISTINCT above, counted_month, "by_sex", counted
      FROM (SELECT "unit_code" AS counted_unit, "month" AS counted_month, "sex" AS "by_sex", "person" AS counted FROM "rows_contact" WHERE "sex" IS NOT NULL AND "person" IS NOT NULL) AS counted_rows, unit_above
      WHERE unit_above.unit = counted_unit AND unit_above.month = counted_month
        AND counted_month >= (SELECT min(first_month) FROM wanted_span)
        AND counted_month <= (SELECT max(last_month) FROM wanted_span)) AS seen) AS marked
  GROUP BY above, counted_month, "by_sex", month_before) AS grouped, wanted_span
WHERE counted_month >= first_month AND counted_month <= last_month
  AND (month_before IS NULL OR month_before < first_month)
GROUP BY above, first_month, last_month, "by_sex"
