"""MkDocs events → hub. No logic here: a hook file cannot be pickled, and `mkdocs serve` never reloads it."""

from hub.mkdocs_adapter.events import (
    on_config,
    on_env,
    on_files,
    on_page_content,
    on_page_context,
    on_page_markdown,
    on_post_build,
    on_serve,
)

__all__ = [
    "on_config",
    "on_env",
    "on_files",
    "on_page_content",
    "on_page_context",
    "on_page_markdown",
    "on_post_build",
    "on_serve",
]
