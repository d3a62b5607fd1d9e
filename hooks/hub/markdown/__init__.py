"""The one dialect of the hub: Markdown text goes in, a `Document` comes out.

CommonMark with tables, footnotes and alerts; no raw HTML; links of the form `collection:id` are references
to entries and stay unresolved until the library is known.
"""

from hub.markdown.document import Blank, Document, Heading, Image, Link, Problem, Resolver
from hub.markdown.parse import parse_markdown
from hub.markdown.slug import slugify

__all__ = ["Blank", "Document", "Heading", "Image", "Link", "Problem", "Resolver", "parse_markdown", "slugify"]
