"""Where bytes come in: files and folders, web pages, git histories, and what a manifest says of them."""
