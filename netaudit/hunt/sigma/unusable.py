"""Why a rule can not be used."""


class UnusableError(ValueError):
    """What a rule asks for can not be done here; the text is the reason, for people."""
