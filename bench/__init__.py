"""Measurements. Each prints ratios against a baseline of the same run; nothing here is asserted in a test."""
