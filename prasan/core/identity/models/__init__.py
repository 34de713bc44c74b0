from .account import Account, Person
from .attempt import Attempt
from .client import Client, ClientScope
from .membership import Membership, Role

__all__ = ["Account", "Attempt", "Client", "ClientScope", "Membership", "Person", "Role"]
