"""Live pages: hints that something has changed, never what; a page then asks for what its reader may see."""
