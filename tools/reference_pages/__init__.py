"""The parts of the documentation that are made from the code, Markdown out. See ``make_reference``."""
