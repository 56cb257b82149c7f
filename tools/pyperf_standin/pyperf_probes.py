"""Results to compare for the programs whose timed function returns none.

A probe takes the program's globals after the run, calls the program's own
functions on small input, and yields (label, value) pairs. The programs without a
probe return their result (fannkuch, float, pidigits).
"""

import io
import sys


def probe(name):
    """The (label, value) pairs of a benchmark, none when it has no probe."""
    function = PROBES.get(name)
    if function is None:
        return []
    return list(function(sys.modules["__main__"].__dict__))


def nbody(program):
    yield "energy", program["report_energy"]()
    yield "bodies", program["BODIES"]


def spectral_norm(program):
    vector = program["eval_AtA_times_u"]([1] * 40)
    yield "vector", program["eval_AtA_times_u"](vector)


def nqueens(program):
    yield "boards", list(program["n_queens"](6))


def generators(program):
    yield "visited", list(program["tree"](range(25)))


def richards(program):
    area = program["taskWorkArea"]
    yield "counts", (area.holdCount, area.qpktCount)


def deltablue(program):
    strength = program["Strength"]
    variable = program["Variable"]
    first, second, scale, offset = [variable(name, value) for name, value in
                                    (("a", 3), ("b", 5), ("scale", 7), ("offset", 11))]
    program["planner"] = program["Planner"]()
    program["StayConstraint"](first, strength.NORMAL)
    program["ScaleConstraint"](first, scale, offset, second, strength.REQUIRED)
    program["change"](first, 20)
    yield "forward", (first.value, second.value)
    program["change"](second, 25)
    yield "backward", (first.value, second.value)


def raytrace(program):
    point, colour = program["Point"], program["SimpleSurface"]
    canvas = program["Canvas"](24, 24)
    scene = program["Scene"]()
    scene.addLight(point(30, 30, 10))
    scene.lookAt(point(0, 3, 0))
    scene.addObject(program["Sphere"](point(1, 3, -10), 2), colour(baseColour=(1, 1, 0)))
    scene.addObject(program["Halfspace"](point(0, 0, 0), program["Vector"].UP),
                    program["CheckerboardSurface"]())
    scene.render(canvas)
    yield "pixels", list(canvas.bytes)


def chaos(program):
    vector = program["GVector"]
    corners = [vector(0.5 * i, i % 3 + 0.25 * i, 0.0) for i in range(5)]
    game = program["Chaosgame"]([program["Spline"](corners, 3, [0, 0, 0, 1, 2, 2, 2])], 0.25)
    random = program["random"]
    yield "random numbers", [random.random() for _ in range(3)]
    random.seed(7)
    place = vector(1.0, 1.0, 0.0)
    places = []
    for _ in range(200):
        place = game.transform_point(place)
        places.append((place.x, place.y))
    yield "places", places


def go(program):
    random = program["random"]
    yield "random numbers", [random.random() for _ in range(3)]


def scimark_fft(program):
    data = program["Random"](7).RandomVector(64)
    program["FFT_transform"](64, data)
    yield "transformed", list(data)
    program["FFT_inverse"](64, data)
    yield "inverse", list(data)


def scimark_lu(program):
    matrix = program["Random"](7).RandomMatrix(program["ArrayList"](12, 12))
    factors = program["ArrayList"](12, 12)
    pivots = program["array"]("i", [0]) * 12
    program["LU"](factors, matrix, pivots)
    yield "factors", [list(row) for row in factors.data]
    yield "pivots", list(pivots)


def scimark_monte_carlo(program):
    yield "pi", program["MonteCarlo"](2000)


def scimark_sor(program):
    grid = program["Random"](5).RandomMatrix(program["Array2D"](12, 12))
    program["SOR_execute"](1.25, grid, 4, program["Array2D"])
    yield "grid", list(grid.data)


def scimark_sparse_mat_mult(program):
    array = program["array"]
    values = array("d", [i / 7 for i in range(12)])
    columns = array("i", [i % 4 for i in range(12)])
    rows = array("i", [0, 3, 6, 9, 12])
    factor = array("d", [1.5, 2.5, 3.5, 4.5])
    product = array("d", [0]) * 4
    program["SparseCompRow_matmult"](4, product, values, rows, columns, factor, 2)
    yield "product", list(product)


def hexiom(program):
    for level in (2, 10):
        solved = io.StringIO()
        board = program["LEVELS"][level][0].strip()
        program["solve_file"](board, program["Done"].FIRST_STRATEGY, program["ASCENDING"], solved)
        yield "level %d" % level, solved.getvalue()


def meteor_contest(program):
    board, cells, pieces = program["get_puzzle"](program["WIDTH"], program["HEIGHT"])
    footprints = program["get_footprints"](board, cells, pieces)
    yield "footprints", [[sorted(cells) for cells in of_cell] for row in footprints
                         for of_cell in row]
    yield "neighbours", program["get_senh"](board, cells)
    solutions = []
    program["solve"](6, 0, frozenset(range(len(board))), [-1] * len(board),
                     list(range(len(pieces))), solutions, footprints,
                     program["get_senh"](board, cells))
    yield "solutions", solutions


def pyflate(program):
    transformed = program["bwt_transform"](b"annbcab")
    yield "transformed", transformed
    yield "reversed", program["bwt_reverse"](b"annb\0aa", 3)
    table = program["OrderedHuffmanTable"]([3, 3, 3, 3, 3, 2, 4, 4])
    table.populate_huffman_symbols()
    yield "huffman table", [(entry.code, entry.bits, entry.symbol) for entry in table.table]
    yield "bits", [program["reverse_bits"](value, 7) for value in range(128)]
    data = program["os"].path.join(program["os"].path.dirname(program["__file__"]),
                                   "data", "interpreter.tar.bz2")
    with open(data, "rb") as file:
        field = program["RBitfield"](file)
        yield "bits read", [field.readbits(width) for width in (16, 8, 8, 3, 5, 21, 1, 30)]


class Counted:
    """Ten items that count how often they are asked for."""

    def __init__(self):
        self.times = 0

    def __iter__(self):
        self.times += 1
        return iter(range(10))


def unpack_sequence(program):
    items = Counted()
    program["do_unpacking"](2, items)
    yield "unpacked", items.times
    for wrong in ((1, 2), list(range(11)), 5):
        try:
            program["do_unpacking"](1, wrong)
        except (TypeError, ValueError) as error:
            yield "refused", repr(error)


def crypto_pyaes(program):
    cipher = program["pyaes"].AESModeOfOperationCTR(program["KEY"])
    yield "encrypted", cipher.encrypt(program["CLEARTEXT"][:100])


def comprehensions(program):
    widgets = program["WidgetTray"](1, program["make_some_widgets"]()).sorted_widgets
    yield "order", [widget.widget_id for widget in widgets]
    yield "first", repr(widgets[0])


def gc_collect(program):
    gc = program["gc"]
    gc.collect()
    alive = program["create_gc_cycles"](10, 5)
    yield "alive", (len(alive), alive[0].next.prev is alive[0], gc.collect())
    alive = None
    yield "collected all", gc.collect() >= 10 * (5 + 1)


def gc_traversal(program):
    containers = program["create_recursive_containers"](6)
    yield "lengths", [len(level) for level in nested(containers)]
    yield "collected", program["gc"].collect()


def nested(level):
    """A list and the first item of each, down to the empty one."""
    while level:
        yield level
        level = level[0]


def mdp(program):
    battle = program["Battle"]()
    yield "chance", battle.evaluate(0.192)
    yield "states", len(battle.successors)


PROBES = {
    "nbody": nbody,
    "spectral_norm": spectral_norm,
    "nqueens": nqueens,
    "generators": generators,
    "richards": richards,
    "richards_super": richards,
    "deltablue": deltablue,
    "raytrace": raytrace,
    "chaos": chaos,
    "go": go,
    "scimark_fft": scimark_fft,
    "scimark_lu": scimark_lu,
    "scimark_monte_carlo": scimark_monte_carlo,
    "scimark_sor": scimark_sor,
    "scimark_sparse_mat_mult": scimark_sparse_mat_mult,
    "hexiom": hexiom,
    "meteor_contest": meteor_contest,
    "pyflate": pyflate,
    "unpack_sequence": unpack_sequence,
    "crypto_pyaes": crypto_pyaes,
    "comprehensions": comprehensions,
    "create_gc_cycles": gc_collect,
    "gc_traversal": gc_traversal,
    "mdp": mdp,
}
