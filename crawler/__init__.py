"""Network in, page facts and misses out. Importing this package loads no framework."""
