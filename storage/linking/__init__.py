"""Likely the same, but not certain: candidates, how alike two contacts are, and how likely that makes them one."""
