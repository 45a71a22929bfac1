"""What was recognised in a text so far, and what is left of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pamphlet.model import Block


@dataclass(slots=True)
class Recognised:
    """Fields that were found, the lines they came from, and the blocks that are left."""

    body: list[Block]
    fields: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def put(self, name: str, value: Any, line: int) -> None:
        self.fields[name] = value
        self.lines.setdefault(name, line)

    def put_all(self, fields: dict[str, Any], line: int) -> None:
        for name, value in fields.items():
            self.put(name, value, line)

    def move(self, old: str, new: str) -> None:
        """Give what one field holds to another."""
        self.fields[new] = self.fields.pop(old)
        self.lines[new] = self.lines.pop(old)

    @property
    def day(self) -> date | None:
        when = self.fields.get("date")
        return when.day if when else None
