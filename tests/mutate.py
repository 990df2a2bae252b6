"""How many small faults the tests see: `nice -n 19 python tests/mutate.py facts/votes coref writers --number 60`.

Puts one fault at a time into the files of rooms of `src/extractor` (a room, a part of one or a file) and runs what is
quick and near: for rooms whose facts stand in records, all marked sentences and samples, whose whole records must stay
as they are without the fault (what `test_frozen.py` demands), then the unit tests; for the writers their tests. A
fault is a comparison turned, moved by one or negated, `and` for `or`, `+` for `-`, `min` for `max`, `any` for `all`,
`True` for `False`, a number plus one (a large one halved), a `not` left out, a filter or a guard (`if …: return`) that
lets all pass, or nothing returned. Which faults are tried follows from the seed alone. Processes that tests start do
not see the fault.
"""

import argparse
import ast
import builtins
import contextlib
import copy
import functools
import importlib.util
import os
import random
import resource
import signal
import sys
import time
from importlib.abc import Loader, MetaPathFinder
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
CHUNK, FEW = 64, 16
"""Articles that are read at once: with a fault; and while it is noted which functions any of them calls."""
LEAST = {"marked": 0.0, "samples": None}
SECONDS = 100
"""The processor time after which a fault counts as seen: the program runs for ever."""
CLOCK = 6 * SECONDS
"""The seconds by the clock after which it does: the program waits for ever."""
FIRST = {
    "facts/events": "actions", "facts/links": "counts", "facts/instruments": "instruments", "facts/roles": "people",
    "coref": "quotes", "entities/organizations": "institutions", "entities/people": "people",
    "entities/candidates": "people", "entities": "institutions",
}  # fmt: skip
"""Whose marked sentences are tried first, where the room is not called as its kind of fact."""
UNIT = {
    "facts/dates": ("facts/test_dates", "facts/test_published"),
    "facts/events": ("facts/test_actions",),
    "facts/instruments": ("facts/test_identifiers", "facts/test_instrument_tables"),
    "facts/links": ("facts/test_law_links",),
    "facts/origin": ("facts/test_origin",),
    "facts/topics": ("facts/test_topic_cues", "facts/test_trade"),
    "coref": ("facts/test_coref",),
    "entities/candidates": ("facts/test_refusals", "facts/test_repair"),
    "entities/place": ("facts/test_place_ids",),
}
"""Unit tests of a room, tried where no record tells of the fault."""
WRITERS = ("tests/writers/test_every_cell.py",)
"""The tests that see most faults of writers, run before their others."""
SLOW = ("tests/writers/test_faults.py", "tests/writers/test_datasette.py")
"""Those that take half a minute each, and look at how files are put in place rather than at what is in them."""
SWAPS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
_MANY = 60


def faults(tree):
    """Every fault that a tree can have: what it is called, and a function that puts it into a node of that place."""
    for place, node in enumerate(ast.walk(tree)):
        for name, change in _of(node):
            assert isinstance(node, ast.expr | ast.stmt)
            yield place, f"{node.lineno}: {name}", change


def _of(node):  # noqa: C901 - a table of cases
    match node:
        case ast.Compare(ops=[operator, *_]) if type(operator) in SWAPS:
            yield _swap(operator), lambda node: _set(node, "ops", [SWAPS[type(node.ops[0])](), *node.ops[1:]])
        case ast.BoolOp():
            yield _swap(node.op), lambda node: _set(node, "op", SWAPS[type(node.op)]())
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            yield _swap(node.op), lambda node: _set(node, "op", SWAPS[type(node.op)]())
        case ast.UnaryOp(op=ast.Not()):
            yield "not left out", lambda node: node.operand
        case ast.Name(id="min" | "max" | "any" | "all", ctx=ast.Load()):
            yield f"{node.id} → {NAMES[node.id]}", lambda node: _set(node, "id", NAMES[node.id])
        case ast.Constant(value=bool() as value):
            yield f"{value} → {not value}", lambda node: _set(node, "value", not value)
        case ast.Constant(value=int() as value):  # one code point more of many changes nothing
            other = value + 1 if value < _MANY else value // 2
            yield f"{value} → {other}", lambda node: _set(node, "value", other)
        case ast.If(body=[ast.Return() | ast.Continue() | ast.Break()], orelse=[]):
            yield "guard removed", lambda node: _set(node, "test", ast.Constant(value=False))
        case ast.Return(value=ast.expr() as value) if not _is_nothing(value):
            yield "nothing returned", lambda node: _set(node, "value", ast.Constant(value=None))
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp() if node.generators[0].ifs:
            yield "filter removed", _unfiltered


def _swap(operator):
    return f"{type(operator).__name__} → {SWAPS[type(operator)].__name__}"


def _is_nothing(value):
    """A refusal is nothing but its reason, and "no" is as good as nothing."""
    refusal = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "Refused"
    return refusal or (isinstance(value, ast.Constant) and value.value in (None, False))


def _set(node, name, value):
    setattr(node, name, value)
    return node


def _unfiltered(node):
    node.generators[0].ifs = []
    return node


class _Without(ast.NodeTransformer):
    """Leaves out what is no behaviour: annotations, docstrings and how a thing shows itself."""

    def visit_FunctionDef(self, node):
        if node.name == "__repr__":
            return ast.copy_location(ast.Pass(), node)
        node.returns = None
        for each in (*node.args.args, *node.args.kwonlyargs, *node.args.posonlyargs):
            each.annotation = None
        return self.generic_visit(node)


class _Put(ast.NodeTransformer):
    def __init__(self, wanted, change):
        self.wanted, self.change = wanted, change

    def visit(self, node):
        return ast.copy_location(self.change(node), node) if node is self.wanted else self.generic_visit(node)


def faulty(tree, place, change):
    """The tree with one fault."""
    tree = copy.deepcopy(tree)
    wanted = next(node for number, node in enumerate(ast.walk(tree)) if number == place)
    return ast.fix_missing_locations(_Put(wanted, change).visit(tree))


def function_of(tree, place):
    """The first line of the function around a node; None outside, and where what it returns is kept."""
    wanted = next(node for number, node in enumerate(ast.walk(tree)) if number == place)
    assert isinstance(wanted, ast.expr | ast.stmt)
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.lineno <= wanted.lineno <= (node.end_lineno or 0)
    ]
    return None if not around or any(node.decorator_list for node in around) else around[0].lineno


def module_of(path):
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@functools.cache
def imports():
    """Which modules of the program each of its modules names in an import."""
    modules = {module_of(path): path for path in (SOURCE / "extractor").rglob("*.py")}
    table = {}
    for module, path in modules.items():
        named = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                named |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
            elif isinstance(node, ast.Import):
                named |= {each.name for each in node.names}
        table[module] = named & modules.keys()
    return table


def dependents(module):
    """The module and all that import it, be it through others."""
    found, fresh = {module}, {module}
    while fresh:
        fresh = {each for each, named in imports().items() if named & fresh} - found
        found |= fresh
    return found


class _Trees(MetaPathFinder, Loader):
    """Imports modules from trees instead of their files."""

    def __init__(self, trees):
        self.trees = {module_of(path): (path, tree) for path, tree in trees.items()}

    def find_spec(self, name, path=None, target=None):  # noqa: ARG002 - the import system's own signature
        if name not in self.trees:
            return None
        path, _ = self.trees[name]
        inside = [str(path.parent)] if path.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(name, path, loader=self, submodule_search_locations=inside)

    def exec_module(self, module):
        path, tree = self.trees[module.__name__]
        exec(compile(tree, str(path), "exec"), module.__dict__)  # noqa: S102 - our own code


class _Noted(ast.NodeTransformer):
    """Lets each function of a file note its first line when it is called."""

    def __init__(self, path):
        self.path = str(path)

    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        add = ast.Attribute(ast.Name("__called__", ast.Load()), "add", ast.Load())
        note = ast.Expr(ast.Call(add, [ast.Constant(f"{self.path}:{node.lineno}")], []))
        node.body.insert(ast.get_docstring(node, clean=False) is not None, note)
        return node


def noted():
    """The trees of all files of the program, whose functions note in ``builtins`` that they are called."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in (SOURCE / "extractor").rglob("*.py")}
    return {path: ast.fix_missing_locations(_Noted(path).visit(tree)) for path, tree in trees.items()}


class Records:
    """Whole records of marked sentences and samples, as they are without a fault, and who calls which function.

    Also the program, its model and what the tests of writers import, loaded once for all faults.
    """

    def __init__(self, names):
        called = vars(builtins)["__called__"] = set()
        sys.meta_path.insert(0, _Trees(noted()))
        import freeze  # noqa: PLC0415 - loads the program

        for library in ("pytest", "pyarrow", "pandas", "followthemoney"):
            importlib.import_module(library)
        self.articles, self.right, self.calls = [], {}, {}
        for name in names:
            pipeline = freeze.pipeline(LEAST[name])
            articles = list(freeze.SETS[name]())
            self.articles += [(name, article) for article in articles]
            for few in (articles[at : at + FEW] for at in range(0, len(articles), FEW)):
                called.clear()
                records = pipeline(few)
                self.right |= {each.id: freeze.facts(record) for each, record in zip(few, records, strict=True)}
                self.calls |= dict.fromkeys((each.id for each in few), frozenset(called))
        self.called: set[str] = set().union(*self.calls.values())
        self.model = freeze.pipeline(None).model

    def lend(self):
        """Gives the program the model that is loaded already."""
        patch("extractor.pipeline.load", lambda *_: self.model).start()

    def differ(self, path, function, kind):
        """The first article whose record is another, those of a kind of fact first; None where all are as they were.

        Only articles that call the function are read, where it is known who does.
        """
        import freeze  # noqa: PLC0415 - loaded anew, with the fault
        from extractor.checking import read  # noqa: PLC0415

        examples = ROOT / "tests" / "facts" / f"{kind}.txt"
        near = {each.text for each in read(examples)} if examples.exists() else set()
        place = f"{path}:{function}"
        rows = [row for row in self.articles if place not in self.called or place in self.calls[row[1].id]]
        rows.sort(key=lambda row: (row[1].text not in near, row[0] == "marked"))
        size = FEW
        while rows:
            for name, least in LEAST.items():
                articles = [article for set_, article in rows[:size] if set_ == name]
                found = freeze.pipeline(least)(articles) if articles else ()
                for article, record in zip(articles, found, strict=True):
                    if freeze.facts(record) != self.right[article.id]:
                        return article.id
            rows, size = rows[size:], CHUNK
        return None


def seen(path, tree, function, records):
    """Runs the tests in a process of its own with the fault in place; whether they see it, and where."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        with contextlib.suppress(BaseException):
            os.close(reads)
            os.setpgid(0, 0)
            signal.alarm(CLOCK)
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
            sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for the process
            os.write(writes, (_where(path, tree, function, records) or "-").encode())
        os._exit(0)
    os.close(writes)
    os.waitpid(child, 0)  # not the end of the pipe, which what the tests have started may hold open
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    with os.fdopen(reads, "rb") as stream:
        os.set_blocking(reads, False)
        said = (stream.read() or b"").decode()
    return "crash or time" if not said else said.removeprefix("-") or None


def _where(path, tree, function, records):
    module = module_of(path)
    for name in {*dependents(module), "freeze", "forms"}:
        sys.modules.pop(name, None)
        parent, _, last = name.rpartition(".")
        if hasattr(sys.modules.get(parent), last):
            delattr(sys.modules[parent], last)
    sys.meta_path[:] = [_Trees({path: tree}), *(each for each in sys.meta_path if not isinstance(each, _Trees))]
    room = str(path.relative_to(SOURCE / "extractor").with_suffix(""))
    records.lend()
    if room.startswith("writers"):
        return _unit_tests(*WRITERS) or _unit_tests(
            "tests/writers", *(f"--ignore={each}" for each in (*WRITERS, *SLOW))
        )
    kind = next((kind for name, kind in FIRST.items() if room.startswith(name)), Path(room).parts[1])
    unit = next((files for name, files in UNIT.items() if room.startswith(name)), ())
    try:
        return records.differ(path, function, kind) or (unit and _unit_tests(*(f"tests/{each}.py" for each in unit)))
    except Exception as error:  # noqa: BLE001 - a fault may raise anything
        return type(error).__name__


def _unit_tests(*arguments):
    import pytest  # noqa: PLC0415 - only where records say nothing

    status = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-m", "not slow", *arguments])
    return "unit tests" if status == pytest.ExitCode.TESTS_FAILED else None


def chosen(room, number, seed):
    """So many faults of a room's files: path, tree, place, name and change of each; and how many there are."""
    found = []
    path = SOURCE / "extractor" / room
    for file in sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]:
        tree = _Without().visit(ast.parse(file.read_text(encoding="utf-8")))
        found += [(file, tree, *fault) for fault in faults(tree)]
    random.Random(seed).shuffle(found)  # noqa: S311 - a sample
    return found[:number], len(found)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("rooms", nargs="+", metavar="ROOM", help="rooms or files below src/extractor")
    parser.add_argument("--number", type=int, default=60, help="how many faults to try in each room")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seen", action="store_true", help="show the faults that were seen too")
    options = parser.parse_args()
    os.chdir(ROOT)
    records = Records(() if all(room.startswith("writers") for room in options.rooms) else ("marked", "samples"))
    for room in options.rooms:
        tried, total = chosen(room, options.number, options.seed)
        killed, start = 0, time.monotonic()
        for file, tree, place, name, change in tried:
            where = seen(file, faulty(tree, place, change), function_of(tree, place), records)
            killed += where is not None
            if where is None or options.seen:
                print(f"{file.relative_to(SOURCE / 'extractor')}:{name}{f'  ({where})' if where else ''}", flush=True)
        seconds = (time.monotonic() - start) / max(1, len(tried))
        share = killed / max(1, len(tried))
        print(f"{room}: {killed} of {len(tried)} seen ({share:.0%}), of {total}; {seconds:.1f} s each", flush=True)


if __name__ == "__main__":
    main()
