"""Pages → the search index that a browser reads piece by piece (see docs/decisions/0008-search.md)."""
