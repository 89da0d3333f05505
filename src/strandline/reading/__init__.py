"""Reading: a document's text in, sentences, words, syntax, names and triggers out."""
