# SPDX-License-Identifier: Apache-2.0
"""Makes the demo region's files from its published tables; see ../import.py, which runs it."""
