"""Speed and memory: `make bench` prints tables and fails on nothing."""
