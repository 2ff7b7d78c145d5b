"""Where formulations nobody listed are looked for: quoted terms, names, recurring runs of words, keywords."""
