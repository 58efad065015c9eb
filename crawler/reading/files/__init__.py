"""Bytes of a file to page facts: PDF, Word and Excel. Pure functions, yet run only in a process of their own.

A parser of a hostile file may spin or eat memory; ``crawler.file_reading`` keeps it in a child that can be killed.
"""

from crawler.reading.files.reader import read_file

__all__ = ["read_file"]
