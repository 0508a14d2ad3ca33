SELECT "unit_code", "month",
  CAST(count_if(((NOT ("planned" = 1)) AND (("admitted" - "previous_discharge") <= 30))) AS BIGINT),
  CAST(count_if((("next_acute" - "discharged") <= 30)) AS BIGINT),
  CAST(count_if(("previous_unit" <> "unit_code")) AS BIGINT)
FROM (SELECT *,
  CASE WHEN NOT ("person" IS NULL) THEN lag("discharged") OVER (PARTITION BY "person" ORDER BY "admitted", "episode_id"
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) END AS "previous_discharge",
  CASE WHEN NOT ("person" IS NULL) THEN lag("unit_code") OVER (PARTITION BY "person" ORDER BY "admitted", "episode_id"
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) END AS "previous_unit",
  CASE WHEN NOT ("person" IS NULL) THEN first_value(CASE WHEN (NOT ("planned" = 1)) THEN "admitted" END IGNORE NULLS) OVER (PARTITION BY "person" ORDER BY "admitted", "episode_id"
    ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) END AS "next_acute"
  FROM "rows_episode") AS "rows_episode"
GROUP BY 1, 2
