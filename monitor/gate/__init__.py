"""The gate for continuous integration: look, look again, compare with what was accepted, and say one exit code."""
