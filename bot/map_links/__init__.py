"""Places that people paste: coordinates in a text, and links of maps."""
