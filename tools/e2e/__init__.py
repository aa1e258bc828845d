"""Our clients against real ticket systems: `make e2e`."""
