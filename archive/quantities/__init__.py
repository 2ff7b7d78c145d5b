"""Numbers in Chinese prose: units, hedges, ranks and implied values, as they stand in a text."""

from archive.quantities.scan import scan_quantities

__all__ = ["scan_quantities"]
