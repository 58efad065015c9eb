"""The command line: one small module for each command; what is slow to import is imported when a command runs."""
