# SPDX-License-Identifier: Apache-2.0
"""The interim report's periods. Årsarbetare, sickness and DRG lag by one month."""

YTD, YTD_BEFORE = "2024-01..2024-04", "2023-01..2023-04"
Q1, Q1_BEFORE, Q1_BEFORE_THAT = "2024-01..2024-03", "2023-01..2023-03", "2022-01..2022-03"
YEAR, YEAR_BEFORE, YEAR_BEFORE_THAT = "2024", "2023", "2022"
LAGGED = {YTD: Q1, YTD_BEFORE: Q1_BEFORE}
