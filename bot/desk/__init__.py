"""What operators see: cards of reports, the buttons below them, and what a press carries."""
