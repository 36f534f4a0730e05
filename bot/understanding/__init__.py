"""What a resident's words mean: the topic, a danger, a matter for others, a place, or no report at all.

Pure computation over the catalogue of a city; nothing here knows of drafts, messages or databases.
"""
