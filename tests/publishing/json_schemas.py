"""As much of JSON Schema as the files in docs/schemas use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}
KEYWORDS = frozenset(
    {"$schema", "title", "description", "type", "properties", "required", "additionalProperties", "items"}
)


def violations(value: Any, schema: dict[str, Any], place: str = "$") -> Iterator[str]:
    """Where `value` is not what `schema` says; a member that the schema does not name is one, too."""
    if unknown := schema.keys() - KEYWORDS:
        yield f"{place}: the schema says {sorted(unknown)}, which nobody checks"
    allowed = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(_is(value, name) for name in allowed):
        yield f"{place}: {type(value).__name__}, not {' or '.join(allowed)}"
    elif isinstance(value, dict):
        named = schema.get("properties", {})
        others = schema.get("additionalProperties")
        yield from (f"{place}: no {name}" for name in schema.get("required", ()) if name not in value)
        for name, member in value.items():
            if name in named:
                yield from violations(member, named[name], f"{place}.{name}")
            elif others:
                yield from violations(member, others, f"{place}.{name}")
            else:
                yield f"{place}: {name} is not documented"
    elif isinstance(value, list) and "items" in schema:
        for number, item in enumerate(value):
            yield from violations(item, schema["items"], f"{place}[{number}]")


def _is(value: Any, name: str) -> bool:
    return isinstance(value, _TYPES[name]) and not (isinstance(value, bool) and name in ("integer", "number"))
