"""News or again: articles that are nearly the same, and which facts one version has that another has not."""
