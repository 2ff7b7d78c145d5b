"""Two texts in, what changed between them out: passages, then clauses, then words; moves, figures and articles."""

from archive.diffing.engine import diff_texts
from archive.diffing.records import Amount, ArticleChange, Block, Diff, Edit, FigureChange

__all__ = ["Amount", "ArticleChange", "Block", "Diff", "Edit", "FigureChange", "diff_texts"]
