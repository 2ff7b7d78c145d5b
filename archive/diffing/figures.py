from archive.diffing.records import Block
def with_figures(old, new, blocks): return list(blocks)
