"""One module for each step; the newest is ``strandline.store.engine.HEAD``."""
