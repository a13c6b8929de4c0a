"""The packed table of words: what was put in comes out, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mujaz.checks.packed import Packed, pack

_TEXT = st.text(st.characters(exclude_characters="\t\n", exclude_categories=("Cs",)), max_size=8)
_KEYS = _TEXT.filter(lambda key: key != "" and "\0" not in key)


@settings(deadline=None)
@given(st.dictionaries(_KEYS, _TEXT, max_size=40), _TEXT)
def test_every_row_is_found_and_no_other(rows, other):
    table = Packed(pack(rows))
    assert {key: table.get(key) for key in rows} == rows
    assert table.get(other) == rows.get(other)
    assert (other in table) == (other in rows)


@pytest.mark.parametrize("key", ["a", "ab", "b\tc", "x", "\ud800", ""])
def test_a_part_of_a_row_is_no_key(key):
    assert Packed(pack({"abc": "x", "b": "c"})).get(key) is None
