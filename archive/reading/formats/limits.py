"""How much the archive takes in of one file, so that no input, honest or hostile, can exhaust the machine."""

#: A file of this size, in bytes, or a larger one is refused.
MAX_FILE_BYTES = 50_000_000

#: Larger pages of HTML, in characters, are read whole, without looking for their main content.
MAX_MAIN_CONTENT_CHARACTERS = 1_000_000

MAX_PDF_PAGES = 5_000

#: What the parts of a DOCX file may unpack to, in bytes, and how many they may be.
MAX_UNPACKED_BYTES = 200_000_000
MAX_PARTS = 10_000

#: Text that comes out of a PDF, DOCX or HTML file, in characters.
MAX_TEXT_CHARACTERS = 20_000_000
