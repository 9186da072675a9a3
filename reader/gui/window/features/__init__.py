"""What a window can do: each feature owns its commands and does them."""
