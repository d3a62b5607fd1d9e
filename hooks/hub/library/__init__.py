"""Records → `Library`: references resolved, both ways, with addresses and order. Frozen and picklable."""

from hub.library.library import Library, Target
from hub.library.link import link, with_record

__all__ = ["Library", "Target", "link", "with_record"]
