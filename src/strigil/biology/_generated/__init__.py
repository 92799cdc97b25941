"""Code made from the definition; never edited by hand."""
