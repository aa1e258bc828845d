"""No property here is about time, so a slow machine fails none of them."""

from hypothesis import settings

settings.register_profile("domain", deadline=None)
settings.load_profile("domain")
