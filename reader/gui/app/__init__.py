"""The program: how it starts, its windows, what it does without one."""
