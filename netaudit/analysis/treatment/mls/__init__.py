"""What the Catalysts with ``mls qos`` share: trust, DSCP maps, input policies, and how packets leave."""
