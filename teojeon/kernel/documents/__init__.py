"""Generated documents: typesetting, seal, numbers, and the files in which they lie."""
