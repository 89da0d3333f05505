"""Publishing: a chronology in, files in other forms out."""
