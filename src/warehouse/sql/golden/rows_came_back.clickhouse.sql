SELECT "delivery_id", "line",
  "episode_id",
  "admitted",
  "discharged",
  "unit_code",
  "person",
  CASE WHEN ("planned" = 1) THEN 1 WHEN NOT ("planned" = 1) THEN 0 END,
  "previous_discharge",
  "previous_unit",
  "next_acute",
  ("next_acute" - "discharged")
FROM (SELECT *,
  CASE WHEN NOT ("person" IS NULL) THEN lagInFrame(toNullable("discharged")) OVER (PARTITION BY "person" ORDER BY "admitted", "episode_id"
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) END AS "previous_discharge",
  CASE WHEN NOT ("person" IS NULL) THEN lagInFrame(toNullable("unit_code")) OVER (PARTITION BY "person" ORDER BY "admitted", "episode_id"
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) END AS "previous_unit",
  CASE WHEN NOT ("person" IS NULL) THEN first_value(CASE WHEN (NOT ("planned" = 1)) THEN "admitted" END) IGNORE NULLS OVER (PARTITION BY "person" ORDER BY "admitted", "episode_id"
    ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) END AS "next_acute"
  FROM "rows_episode") AS "rows_episode"
WHERE "unit_code" IN (1) AND "month" BETWEEN 24288 AND 24293 AND ((("next_acute" - "discharged") <= 30))
ORDER BY "discharged", "delivery_id", "line"
LIMIT 20
