"""What operators see and write, without a chat around it."""
