"""What was seen and concluded, kept in one SQLite file."""
