"""The decoded site policy, and the report of an earlier audit to compare with."""
