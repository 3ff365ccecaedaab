"""The goals that must not be missed, as one command: real processes, tried hard, counted from outside."""
