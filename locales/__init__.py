"""Texts for people, a folder a language, an .ftl file for each conversation."""
