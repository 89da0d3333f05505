"""Claims: a reading and its times in, claims out."""
