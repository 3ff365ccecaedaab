"""The German twins of all sentences that are put together: the same files, names and arguments."""
