"""Fast exact inference of spaCy's small convolutional networks in NumPy."""
