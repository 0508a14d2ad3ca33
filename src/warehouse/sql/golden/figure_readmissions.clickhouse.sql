SELECT toInt64(count(*))
FROM (SELECT *,
  CASE WHEN NOT ("person" IS NULL) THEN lagInFrame(toNullable("discharged")) OVER (PARTITION BY "person" ORDER BY "admitted", "episode_id"
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) END AS "previous_discharge",
  CASE WHEN NOT ("person" IS NULL) THEN lagInFrame(toNullable("unit_code")) OVER (PARTITION BY "person" ORDER BY "admitted", "episode_id"
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) END AS "previous_unit",
  CASE WHEN NOT ("person" IS NULL) THEN first_value(CASE WHEN (NOT ("planned" = 1)) THEN "admitted" END) IGNORE NULLS OVER (PARTITION BY "person" ORDER BY "admitted", "episode_id"
    ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) END AS "next_acute"
  FROM "rows_episode") AS "rows_episode"
WHERE "unit_code" IN (1, 2) AND "month" BETWEEN 24288 AND 24293 AND (((NOT ("planned" = 1)) AND (("admitted" - "previous_discharge") <= 30)))
