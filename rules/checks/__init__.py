"""One module for each check; the judge finds them by walking this folder.

A module holds ``FACET`` (the side of the item it looks at), ``ORDER`` (its place among the checks of that facet) and
``check(inspection)``, which answers with a ruling, or ``None`` where the item is none of its business or it has
nothing to add. A check never imports another check.
"""
