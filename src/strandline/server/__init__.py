"""Server: a chronology over HTTP on loopback."""
