"""What all tests share."""

import os

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
os.environ.pop("SITE_URL", None)
os.environ.pop("SOURCE_DATE_EPOCH", None)
