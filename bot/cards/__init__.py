"""Our types in, blocks out: no I/O, no clock. `block.py` holds every limit, `text.py` makes text safe."""
