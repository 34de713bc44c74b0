from .account import Account
from .membership import Membership

__all__ = ["Account", "Membership"]
