"""Options that go together: written once as a dataclass, taken by every command that names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any, get_type_hints

from . import options as o


@dataclass(frozen=True, slots=True)
class Making:
    """How briefs are made: the models, and what is asked of them."""

    sentences: o.SentencesOption = 3
    extractive: o.ExtractiveOption = False
    strict: o.StrictOption = False
    summarizer: o.SummarizerOption = None
    translator: o.TranslatorOption = None
    glossary: o.GlossaryOption = None
    beams: o.BeamsOption = None
    device: o.DeviceOption = "auto"
    compute: o.ComputeOption = "int8"
    max_memory: o.MaxMemoryOption = None


@dataclass(frozen=True, slots=True)
class Translating:
    """How text is translated."""

    strict: o.StrictOption = False
    translator: o.TranslatorOption = None
    glossary: o.GlossaryOption = None
    beams: o.BeamsOption = None
    device: o.DeviceOption = "auto"
    compute: o.ComputeOption = "int8"
    max_memory: o.MaxMemoryOption = None


@dataclass(frozen=True, slots=True)
class Summarizing:
    """How articles are summarized. Shorter than in a brief: reference summaries of news have a sentence or two."""

    sentences: o.SentencesOption = 2
    extractive: o.ExtractiveOption = False
    summarizer: o.SummarizerOption = None
    device: o.DeviceOption = "auto"
    compute: o.ComputeOption = "int8"
    max_memory: o.MaxMemoryOption = None


@dataclass(frozen=True, slots=True)
class Writing:
    """Where briefs go, and in which shape."""

    output: o.OutputOption = None
    format: o.FormatOption = None
    as_json: o.JsonOption = False
    rtl: o.RtlOption = "logical"

    def chosen(self, *, terminal: bool) -> o.Format:
        """Raises typer.BadParameter for options that contradict each other."""
        o.chosen_rtl(self.rtl)
        return o.chosen_format(self.format, self.as_json, self.output, terminal=terminal)


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """The command with one option for each field of the dataclasses among its parameters."""
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: kind for name, kind in hints.items() if is_dataclass(kind)}

    @wraps(command)
    def spread_command(**values: Any) -> None:
        made = {name: group(**{f.name: values.pop(f.name) for f in fields(group)}) for name, group in groups.items()}
        command(**values, **made)

    parameters: list[Parameter] = []
    for parameter in signature(command).parameters.values():
        if parameter.name not in groups:
            parameters.append(parameter.replace(annotation=hints[parameter.name], kind=Parameter.KEYWORD_ONLY))
            continue
        kinds = get_type_hints(groups[parameter.name], include_extras=True)
        parameters += [
            Parameter(f.name, Parameter.KEYWORD_ONLY, default=f.default, annotation=kinds[f.name])
            for f in fields(groups[parameter.name])
        ]
    spread_command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    spread_command.__annotations__ = {p.name: p.annotation for p in parameters}
    return spread_command
