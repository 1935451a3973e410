"""The law book: which part of the system carries out which article, printed from the same objects that run.

`pages()` gives the files of `docs/generated` that `teojeon docs` writes. What the code says itself (the sources of rules,
moves and parameters, the marks of tests) is read from it; the rest stands in `law/texts/coverage.toml`.
"""

from collections.abc import Callable

from teojeon.command.lawbook import articles, parameters, rules


def pages() -> dict[str, Callable[[], str]]:
    """File name → what makes it."""
    return {
        "law-book.md": articles.page,
        "law-book-rules.md": rules.page,
        "law-book-parameters.md": parameters.page,
    }
