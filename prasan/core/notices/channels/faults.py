"""What can go wrong on the way; the texts are short and hold no personal data, for they are kept."""


class Later(Exception):
    """It did not work now and may work later."""


class Never(Exception):
    """It will not work: the address is refused, or the letter is."""


class NotSetUp(Exception):
    """The installation has no such channel."""
