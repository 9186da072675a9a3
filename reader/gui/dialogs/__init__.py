"""What the window asks the user, each question with the work behind it."""
