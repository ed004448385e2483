"""House rules of one site, offered to netaudit through the entry point group ``netaudit.rules``."""
