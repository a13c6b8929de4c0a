"""Values of a command line that are what they should be already.

Typer has pydantic check every value, and loading that takes longer than all else between a command line and its work. An option
that was not given, a string that may be any string and a default need no check.
"""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand

_UNKNOWN = object()


class PlainCommand(TyperCommand):
    """A command that takes plain values as they are."""

    def get_params(self, ctx: Any) -> list[Any]:
        return take_plain_values(super().get_params(ctx))


def take_plain_values(parameters: list[Any]) -> list[Any]:
    """The parameters, which from now on let plain values pass; Typer checks all others as before."""
    for parameter in parameters:
        if "process_value" not in vars(parameter):
            _let_pass(parameter)
    return parameters


def _let_pass(parameter: Any) -> None:
    checked = parameter.process_value

    def process(context: Any, value: Any) -> Any:
        plain = _plain(parameter, value)
        if plain is _UNKNOWN:
            return checked(context, value)
        return parameter.callback(context, parameter, plain) if parameter.callback else plain

    parameter.process_value = process


def _plain(parameter: Any, value: Any) -> Any:
    """The value as Typer would give it on; ``_UNKNOWN`` where that has to be asked."""
    described = getattr(parameter, "type_descriptor", None)  # older versions check without pydantic
    if described is None or described.parameter_info.parser is not None or (parameter.required and not value):
        return _UNKNOWN
    several = parameter.multiple or parameter.nargs != 1
    if value is None:
        return () if several else None
    if several:
        strings = described.annotation == list[str] and isinstance(value, (list, tuple))
        return list(value) if strings and all(type(one) is str for one in value) else _UNKNOWN
    unchecked = type(value) is described.annotation and (type(value) is str or value == parameter.default)
    return value if unchecked else _UNKNOWN
