"""Photos: from a messenger's hands to bare, checked JPEGs in the store."""
