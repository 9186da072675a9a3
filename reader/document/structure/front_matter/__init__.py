"""What stands above the title of a text, and which line the title is."""
