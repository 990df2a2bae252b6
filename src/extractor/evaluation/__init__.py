"""How good the records are: judged against annotation, kind by kind."""
