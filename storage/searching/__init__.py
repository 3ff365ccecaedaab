"""Finding customers: one small language, what fits it, and where in the indexes that may stand."""
