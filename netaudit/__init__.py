"""Audit voice VLAN separation and voice-priority QoS in switch and router configs."""

__version__ = "0.1.0"
