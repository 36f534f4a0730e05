"""Sentences that residents might write, and what each is about: the ranking is judged by them."""
