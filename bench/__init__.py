"""Measure netaudit beside its peers on a generated fleet and generated logs whose truth is known.

Run it as ``python -m bench``. ``fleet`` makes the configs, ``defects`` the faults in them,
``engines`` reads them with each engine, ``measurements`` takes the times, ``verdict`` says
which required numbers were missed. ``acl_*`` does the same for access lists, ``hunt_*`` for logs.
"""
