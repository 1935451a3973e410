"""Many threads write to several controllers at once: no deadlock, no gap."""

THREADS, UNITS = 8, 25
