"""Conversations as transcripts."""
