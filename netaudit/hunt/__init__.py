"""Attackers out of logs.

    intake       paths -> slices -> blocks of whole lines in a reused buffer
    engine       a block -> the few lines that could concern a signature (candidates)
    formats      a candidate -> a record: who asked what of whom, when, with what result
    sigma        Sigma rules -> signatures; a record -> the signatures that it shows
    sightings    hits -> per address: verdict, counts, times, evidence

Only candidates are taken apart, one line in thousands. What a log says is hostile: it stays
text until it is shown, and an address is one only after ``ipaddress`` has read it.
"""
