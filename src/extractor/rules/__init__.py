"""How rules are written and matched."""
