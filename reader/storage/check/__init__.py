"""Whether a library is in order, and putting right what needs no person's decision."""
