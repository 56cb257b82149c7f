"""Results to compare for the programs whose timed function returns none.

A probe takes the program's globals after the run, calls the program's own
functions on small input, and yields (label, value) pairs. Programs that have no
probe either return their result (fannkuch, float, pidigits), check it themselves
and raise if it is wrong (hexiom, meteor_contest, pyflate), or have none but that
they end (unpack_sequence).
"""

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
    "crypto_pyaes": crypto_pyaes,
    "comprehensions": comprehensions,
    "create_gc_cycles": gc_collect,
    "gc_traversal": gc_traversal,
    "mdp": mdp,
}
