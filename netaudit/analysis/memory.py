"""Answers about a device are worked out once, however many rules ask."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from netaudit.model import Device

Answer = TypeVar("Answer")


def once(question: Callable[[Device], Answer]) -> Callable[[Device], Answer]:
    """Keep a pure function's answer with the device: ``cached_property`` for another floor."""
    key = f"{question.__module__}.{question.__qualname__}"

    @wraps(question)
    def ask(device: Device) -> Answer:
        known = device.__dict__
        if key not in known:
            known[key] = question(device)
        return cast("Answer", known[key])

    return ask
