"""Errors and findings of the core in the user's words."""
