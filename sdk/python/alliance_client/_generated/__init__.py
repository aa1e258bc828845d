"""What openapi/openapi.json says, as Python: written by `make sdk`, never by hand."""
