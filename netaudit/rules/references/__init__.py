"""Rules on names: policies, classes and access lists that are undefined or unused."""
