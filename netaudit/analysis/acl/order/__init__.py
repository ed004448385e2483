"""Long lists compared and searched: what differs, and what comes as far as an entry."""
