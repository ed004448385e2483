"""What access lists mean: which packets an entry matches, which one decides, and what gets through.

``meaning`` makes a ``Filter`` of a list, from what each ``entry`` asks; ``vlan_map`` makes one of a VLAN
access-map. Filters are asked by ``decide``, which parts packets by the entries that decide them, by
``search`` and ``compare``, which find packets (in ``order``), and by ``lint``, which finds entries that
none gets to (for want of a ``witness``) and tells of ``flaws``; lists of one ``shape`` have the same ones.
"""
