from .account import Account, Person
from .attempt import Attempt
from .client import Client, ClientScope
from .contact import IN_USE, Contact, ContactChannel, ContactCode
from .membership import Membership, Role
from .proof import ProofCode

__all__ = [
    "IN_USE",
    "Account",
    "Attempt",
    "Client",
    "ClientScope",
    "Contact",
    "ContactChannel",
    "ContactCode",
    "Membership",
    "Person",
    "ProofCode",
    "Role",
]
