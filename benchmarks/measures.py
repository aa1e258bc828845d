"""What is measured besides the operations, in the order in which it is taken."""

from benchmarks.hot import HOT
from benchmarks.importing import IMPORT
from benchmarks.measure import Measure
from benchmarks.memory import MEMORY
from benchmarks.pgbench import PGBENCH
from benchmarks.starting import START
from benchmarks.touched import BUFFERS
from benchmarks.workers import WORKERS

MEASURES: tuple[Measure, ...] = (BUFFERS, HOT, WORKERS, PGBENCH, START, IMPORT, MEMORY)
