"""What a request costs the server, as ratios to a bare Bolt app measured in the same run."""
