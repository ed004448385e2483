"""From hits to one sighting for each address."""
