"""Numbers with their hedges and units, found in a text and brought to one base unit."""
