"""The one writer of the disk: a new tree beside the site, swapped in at the end."""

from hub.write.tree import SiteTree, recover
from hub.write.writer import TreeWriter

__all__ = ["SiteTree", "TreeWriter", "recover"]
