from .account import Account, Person
from .attempt import Attempt
from .membership import Membership, Role

__all__ = ["Account", "Attempt", "Membership", "Person", "Role"]
