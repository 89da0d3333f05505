"""Training of the reader: data preparation, model, training, evaluation, export. Not part of the package that ships."""
