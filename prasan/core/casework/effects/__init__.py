"""What a step of a workflow may cause. The list is closed: an effect exists when it is registered by name."""

from .registry import EffectCall, effect, registered, run

__all__ = ["EffectCall", "effect", "registered", "run"]
