SELECT above, first_month, last_month, toInt64(sum(persons))
FROM (SELECT above, counted_month, month_before, count(*) AS persons
  FROM (SELECT above, counted_month, lagInFrame(toNullable(counted_month)) OVER (PARTITION BY above, counted
      ORDER BY counted_month ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
      AS month_before
    FROM (SELECT DISTINCT above, counted_month, counted
      FROM (SELECT "unit_code" AS counted_unit, "month" AS counted_month, "person" AS counted FROM (SELECT *,
  CASE WHEN NOT ("person" IS NULL) THEN lagInFrame(toNullable("discharged")) OVER (PARTITION BY "person" ORDER BY "admitted", "episode_id"
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) END AS "previous_discharge",
  CASE WHEN NOT ("person" IS NULL) THEN lagInFrame(toNullable("unit_code")) OVER (PARTITION BY "person" ORDER BY "admitted", "episode_id"
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) END AS "previous_unit",
  CASE WHEN NOT ("person" IS NULL) THEN first_value(CASE WHEN (NOT ("planned" = 1)) THEN "admitted" END) IGNORE NULLS OVER (PARTITION BY "person" ORDER BY "admitted", "episode_id"
    ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) END AS "next_acute"
  FROM "rows_episode") AS "rows_episode" WHERE "person" IS NOT NULL AND (("next_acute" - "discharged") <= 30)) AS counted_rows, unit_above
      WHERE unit_above.unit = counted_unit AND unit_above.month = counted_month
        AND counted_month >= (SELECT min(first_month) FROM wanted_span)
        AND counted_month <= (SELECT max(last_month) FROM wanted_span)) AS seen) AS marked
  GROUP BY above, counted_month, month_before) AS grouped, wanted_span
WHERE counted_month >= first_month AND counted_month <= last_month
  AND (month_before IS NULL OR month_before < first_month)
GROUP BY above, first_month, last_month
