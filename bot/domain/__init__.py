"""Entities and rules of a city's reports: plain Python, no library, no input or output."""
