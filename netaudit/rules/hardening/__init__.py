"""Rules on what protects a port with a phone: snooping, inspection, 802.1X, spanning tree."""
