"""The way most would write it with these packages: ORM entities with relationships, response models that check and
write the answer, a session for each request by a dependency, the token read each time."""
