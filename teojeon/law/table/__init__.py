"""The table form of a rule: many cases at once, one row a case.

The same expressions that answer one case are compiled to columns (narwhals), so they run on Polars, DuckDB and Spark. This
package knows columns, checks and results; opening files and writing them is the command's.
"""
