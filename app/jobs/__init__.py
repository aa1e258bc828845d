"""What is done beside requests, by a process of its own (`python -m app worker`).

What a change brings about outside is a row of `job`, added in the change's own transaction, or follows from its event:
a consumer goes through the feed and adds the rows. Rows are claimed by SKIP LOCKED for a while, so any number of
processes may work, and whoever is killed loses nothing: what they held is taken again once the while is over. So a job
may run twice, and must not mind.
"""
