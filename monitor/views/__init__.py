"""What a person reads: pure functions from values to Rich renderables; one module for each noun."""
