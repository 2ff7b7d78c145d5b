"""What the pages ask of an archive: each question a function of a connection, its answer the page's JSON."""
