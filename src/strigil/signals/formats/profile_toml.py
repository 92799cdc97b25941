"""A proposed profile as TOML that a person can read, each column with its because."""

import dataclasses
import json
from collections.abc import Mapping, Sequence

from strigil.catalogue import ProfileColumn, SensorProfile, TimeColumn

__all__ = ["profile_as_toml"]


def profile_as_toml(
    profile: SensorProfile, because: Mapping[str, str], layout: Sequence[str]
) -> str:
    """Return a profile as TOML.

    Parameters
    ----------
    profile : SensorProfile
        The profile.
    because : Mapping[str, str]
        For each heading what it was seen by, or why it is left out.
    layout : Sequence[str]
        How the table stands in its file.
    """
    lines = [f"# {said}" for said in layout]
    plain = {
        "name": profile.name,
        "delimiter": profile.delimiter,
        "decimal_comma": profile.decimal_comma,
        "skip_lines": profile.skip_lines,
        "unit_line": profile.unit_line,
        "optional": profile.optional,
        "sample_rate": profile.sample_rate,
        "headings": list(profile.headings),
    }
    usual = SensorProfile("", "", ())
    for key, value in plain.items():
        if value is not None and value != getattr(usual, key) and value != []:
            lines.append(f"{key} = {json.dumps(value, ensure_ascii=False)}")
    if profile.time is not None:
        lines.append(f"time = {_table(profile.time)}")
    lines.append("columns = [")
    for column in profile.columns:
        lines.append(f"  # {_remark(because[column.column])}")
        lines.append(f"  {_table(column)},")
    lines.append("]")
    kept = {column.column for column in profile.columns}
    kept |= {profile.time.column} if profile.time else set()
    for heading, why in because.items():
        if heading not in kept:
            lines.append(_remark(f"# Left out: {heading}: {why}"))
    return "\n".join(lines) + "\n"


def _table(noun: TimeColumn | ProfileColumn) -> str:
    cells = [
        f"{field.name} = {json.dumps(getattr(noun, field.name), ensure_ascii=False)}"
        for field in dataclasses.fields(noun)
        if getattr(noun, field.name) != field.default
    ]
    return "{ " + ", ".join(cells) + " }"


def _remark(words: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in words)
