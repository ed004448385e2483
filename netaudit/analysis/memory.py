"""Answers about a device are worked out once, however many rules ask."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from netaudit.model import Device
from netaudit.site.policy import Policy

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


def once_each(question: Callable[[Device, Policy], Answer]) -> Callable[[Device, Policy], Answer]:
    """Keep a pure function's answer with the device as long as the site policy is the same one."""
    key = f"{question.__module__}.{question.__qualname__}"

    @wraps(question)
    def ask(device: Device, policy: Policy) -> Answer:
        known = device.__dict__.get(key)
        if known is None or known[0] is not policy:
            known = device.__dict__[key] = policy, question(device, policy)
        return cast("Answer", known[1])

    return ask
