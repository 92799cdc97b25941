"""Information given, consent, its withdrawal, and verbal consent at a visit."""
