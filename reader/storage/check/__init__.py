"""Checking a library, and repairing what needs no decision of the user."""
