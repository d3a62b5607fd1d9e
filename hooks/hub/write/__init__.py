"""The one writer of the disk: a new tree beside the site, swapped in at the end."""

from hub.write.tree import SiteTree, TreeWriter, recover

__all__ = ["SiteTree", "TreeWriter", "recover"]
