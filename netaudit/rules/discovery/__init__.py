"""Rules on how a phone and its switch find each other: CDP and LLDP-MED."""
