"""Two sets of analysed versions to one comparison, and its renderings."""
