"""The facts of a record, one room per kind."""
