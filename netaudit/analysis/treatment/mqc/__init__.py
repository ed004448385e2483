"""The modular QoS engine: classes, actions, and queueing of policy-maps."""
