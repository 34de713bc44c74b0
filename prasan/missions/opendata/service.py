"""The public face of open data."""

from .flows.publish import publish, withdraw
from .flows.publish_own import publish_operations, publish_own
from .flows.save_dataset import add_dataset, add_resource, change_dataset, tell_columns
from .flows.upload import discard, upload

__all__ = [
    "add_dataset",
    "add_resource",
    "change_dataset",
    "discard",
    "publish",
    "publish_operations",
    "publish_own",
    "tell_columns",
    "upload",
    "withdraw",
]
