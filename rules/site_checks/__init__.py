"""One module for each kind of rule about a whole site; a new kind is a new file here.

A module has ``FACET`` and ``check(inspection) -> Ruling``; its name is what ``site.check`` of a standard's row names.
It fails only with positive proof; what could not be read makes ``unknown``, with how many faults are proven
(``faults``) and how many there may be beside them (``open``) among the values of its reason.
"""
