"""Datasette plugins that publish an archive: each asks ``archive`` one question and renders one template."""
