"""What the product scores: one module for each stage, each a command; results under ``evaluation/results/``."""
