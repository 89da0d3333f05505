"""Store: the chronology database."""
