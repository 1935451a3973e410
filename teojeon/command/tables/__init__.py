"""Tables of the law command: opening files, the engines that run them, writing the answer.

All that is particular to an engine stands here; what the columns mean is `teojeon.law.table`'s. Engines are imported only where
a table is run.
"""
