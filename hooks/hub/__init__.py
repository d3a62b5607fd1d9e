"""The engine of the hub: people's YAML and Markdown go in, one static site comes out."""
