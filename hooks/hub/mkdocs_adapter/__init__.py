"""The only package that imports MkDocs: its events in, calls to the engine out."""
