"""Addresses and points, one into the other, through any service that geopy knows."""
