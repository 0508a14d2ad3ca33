SELECT "unit_code", "month",
  toInt64(countIf(((NOT ("planned" = 1)) AND (("admitted" - "previous_discharge") <= 30)))),
  toInt64(countIf((("next_acute" - "discharged") <= 30))),
  toInt64(countIf(("previous_unit" <> "unit_code")))
FROM (SELECT *,
  CASE WHEN NOT ("person" IS NULL) THEN lagInFrame(toNullable("discharged")) OVER (PARTITION BY "person" ORDER BY "admitted", "episode_id"
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) END AS "previous_discharge",
  CASE WHEN NOT ("person" IS NULL) THEN lagInFrame(toNullable("unit_code")) OVER (PARTITION BY "person" ORDER BY "admitted", "episode_id"
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) END AS "previous_unit",
  CASE WHEN NOT ("person" IS NULL) THEN first_value(CASE WHEN (NOT ("planned" = 1)) THEN "admitted" END) IGNORE NULLS OVER (PARTITION BY "person" ORDER BY "admitted", "episode_id"
    ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) END AS "next_acute"
  FROM "rows_episode") AS "rows_episode"
GROUP BY 1, 2
