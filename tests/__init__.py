"""Tests; conversations read as transcripts, see `harness`."""
