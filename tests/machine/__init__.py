"""A machine that does what members do, at random, and a small model of the law that says what must come of it."""
