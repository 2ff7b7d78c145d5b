"""One diff, many faces: terminal, HTML, Markdown, unified, JSON and DOCX."""
