"""Use cases, one module each; what they ask of the world is in `ports`."""
