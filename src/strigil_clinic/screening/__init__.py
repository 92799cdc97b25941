"""The screen: answers, what followed from them, signed reasons."""
