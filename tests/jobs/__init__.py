"""What is done beside requests."""
