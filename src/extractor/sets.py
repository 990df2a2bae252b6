"""Sets of things that are one, as a forest in which each set is known by its least (union-find)."""


class Sets:
    """Sets of numbers; each is alone until it is united with another."""

    def __init__(self) -> None:
        self.parent: dict[int, int] = {}
        """For each number that was united another of its set, or itself."""

    def root(self, at: int) -> int:
        """The least of its set."""
        parent = self.parent
        while (up := parent.get(at, at)) != at:
            parent[at] = at = parent.get(up, up)
        return at

    def unite(self, first: int, second: int) -> tuple[int, int]:
        """Makes one set of two; gives what they were known by, the less first."""
        low, high = sorted((self.root(first), self.root(second)))
        self.parent[high] = low
        return low, high
