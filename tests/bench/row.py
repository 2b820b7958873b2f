# SPDX-License-Identifier: MIT
"""What a row of the bench is: two sides, measured in turn in one run, so that what else the machine does
hits both alike."""
import statistics
import sys

ROWS = {}


def row(cls):
    """A class decorator: the row is one that script/bench knows."""
    ROWS[cls.name] = cls
    return cls


def quartiles(values):
    if len(values) < 2:
        return values[0], values[0]
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, high


class Row:
    """A subclass says `name`, `title`, `unit`, the names of its two `sides` and its `goal` in words, measures
    one side once in measure(), and judges the pairs in figure() and holds()."""

    name = title = unit = goal = ""
    sides = ("without", "with")
    pairs, quick_pairs = 9, 1  # 0: not in a quick bench

    def __init__(self, place):
        self.place = place

    def prepare(self):
        """What is not measured: compiling, a first run that fills caches."""

    def measure(self, side):
        raise NotImplementedError

    def figure(self, pairs):
        """The one number of the row, and how it is written."""
        raise NotImplementedError

    def holds(self, figure, pairs):
        raise NotImplementedError

    def run(self, pairs=None):
        self.prepare()
        found = []
        for i in range(pairs or self.pairs):
            order = self.sides if i % 2 == 0 else self.sides[::-1]
            values = {side: self.measure(side) for side in order}
            found.append(tuple(values[side] for side in self.sides))
            sys.stderr.write(f"\r{self.name}: {i + 1} of {pairs or self.pairs} pairs\x1b[K")
            sys.stderr.flush()
        sys.stderr.write("\r\x1b[K")
        return self.result(found)

    def result(self, pairs):
        figure, words = self.figure(pairs)
        result = {"name": self.name, "title": self.title, "unit": self.unit, "goal": self.goal,
                  "figure": figure, "figure_words": words, "holds": self.holds(figure, pairs),
                  "sides": []}
        for i, side in enumerate(self.sides):
            values = [pair[i] for pair in pairs]
            low, high = quartiles(values)
            result["sides"].append({"side": side, "median": statistics.median(values), "low": low,
                                    "high": high, "values": values})
        return result


class Difference(Row):
    """What the second side costs more, in the row's unit: the median over the pairs."""

    most = 0.0

    def figure(self, pairs):
        figure = statistics.median(with_it - without for without, with_it in pairs)
        return figure, f"{figure:+.3f} {self.unit}"

    def holds(self, figure, pairs):
        return figure <= self.most


class Ratio(Row):
    """The second side as a share of the first: the median over the pairs."""

    most = 1.0

    def figure(self, pairs):
        figure = statistics.median(second / first for first, second in pairs)
        return figure, f"{figure:.3f}"

    def holds(self, figure, pairs):
        return figure <= self.most
