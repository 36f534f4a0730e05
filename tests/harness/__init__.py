"""What the tests talk through: residents with a chat on the screen, and a world they can change."""
