"""How fast Alliance is, beside the least that could do the same work. Nothing of the product imports this."""
