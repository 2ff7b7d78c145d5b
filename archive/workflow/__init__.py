"""What the archive does from end to end: take in, index, annotate, verify, hand out. Ledger and index meet here."""
