"""Cisco IOS and IOS-XE."""

from netaudit.parsers.ios.device import read_device

__all__ = ["read_device"]
