from .dataset import Dataset, Resource, State, Version

__all__ = ["Dataset", "Resource", "State", "Version"]
