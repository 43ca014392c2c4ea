"""What can go wrong with the database.

DatabaseFault
├── BadDatabaseUrl       the setting names no database that we can use: nothing starts
├── DatabaseTooNew       a newer Wayfinder has changed its tables: nothing starts
└── DatabaseUnavailable  it can't be reached, or doesn't answer in time: the turn fails, the next may work
"""


class DatabaseFault(Exception):
    """Something is wrong with the database of conversations; the text says what, and what cures it."""


class BadDatabaseUrl(DatabaseFault):
    """The setting names no database that we can use."""


class DatabaseTooNew(DatabaseFault):
    """A newer Wayfinder has changed the tables."""


class DatabaseUnavailable(DatabaseFault):
    """The database can't be reached, or doesn't answer in time."""
