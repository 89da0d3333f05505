"""The parts of the documentation that are made from the code: a module for each, Markdown out. See ``make_reference``."""
