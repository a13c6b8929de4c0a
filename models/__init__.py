"""Which model, where its files lie, are they what they claim, and running them.

``resolve`` says which model serves a task, ``open_model`` loads it: the built-in decoder, or any MarianMT, BART, mBART, T5 or
mT5 checkpoint, int8 by CTranslate2 on the CPU or by torch. ``pull`` (the only function here that opens a socket) and ``add``
bring models into the user's store, converted, tested and listed in a manifest; ``verify`` and ``remove`` keep it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .types import Decoding, Hypothesis, ModelInfo, Task, TextModel

if TYPE_CHECKING:
    from .intake import add, pull
    from .registry import BUILTIN, Listed, ModelRef, list_models, open_model, resolve
    from .store import StoredModel, remove, stored_models, verify

__all__ = [
    "BUILTIN",
    "Decoding",
    "Hypothesis",
    "Listed",
    "ModelInfo",
    "ModelRef",
    "StoredModel",
    "Task",
    "TextModel",
    "add",
    "list_models",
    "open_model",
    "pull",
    "remove",
    "resolve",
    "stored_models",
    "verify",
]

_PLACES = {
    "add": "intake",
    "pull": "intake",
    "StoredModel": "store",
    "remove": "store",
    "stored_models": "store",
    "verify": "store",
}


def __getattr__(name: str) -> object:
    """The store and the registry are loaded when they are first asked for: other rooms need only the types."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_PLACES.get(name, 'registry')}", __name__), name)
