"""Real media made on this machine from a prompt and a seed: equal arguments give equal bytes."""
