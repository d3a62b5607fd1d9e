"""Disk → entries or diagnostics: discover, scan, parse, validate. Nothing else reads content."""
