"""Each kind of task as plain Python: what the program made by :mod:`lab.advice.code` is put from.

Here are those that need the standard library only and no server; the others are in
:mod:`.web_code` and :mod:`.library_code`.
"""

from __future__ import annotations

from collections.abc import Callable

from .library_code import csv_numpy, image_native, postgres
from .piece import Piece, Sizes, plain
from .shared_code import PICTURE, SALES
from .web_code import api, http, scrape

_ROUNDS_FOR = '''\
def rounds_for(function, ms):
    """How many rounds of the function take so long on an idle core of this machine."""
    best = min(timeit.repeat(lambda: function(10_000), number=1, repeat=10))
    return 128 * max(1, round(10_000 * ms / 1000 / best / 128))'''

_COMPUTE = '''\
def compute(rounds):
    """Turn a loop in pure Python, which needs the GIL all the time."""
    value = 1
    for _ in range(rounds):
        value = (value * 5 + 3) & 127
    return value  # 1 again every 128 rounds, so on any machine'''

_STRETCH = '''\
def stretch(rounds):
    """Stretch a password in native code, which lets go of the GIL."""
    password, salt = b"correct horse battery staple", b"sixteen byte salt"
    return len(hashlib.pbkdf2_hmac("sha256", password, salt, rounds))'''

_PAUSE = '''\
def pause(seconds):
    """Wait while somebody else works; the thread needs neither core nor GIL."""
    time.sleep(seconds)
    return 1'''

_PAUSE_IN_LOOP = '''\
async def pause(seconds):
    """Wait while somebody else works; the event loop goes on with others."""
    await asyncio.sleep(seconds)
    return 1'''

_BLUR = '''\
def blur_line(line):
    """Each pixel becomes the mean of the nine around it."""
    padded = line[:1] * 4 + line + line[-1:] * 5
    total = sum(padded[:9])
    blurred = []
    for gone, new in zip(padded, padded[9:], strict=False):
        blurred.append((total + 4) // 9)
        total += new - gone
    return blurred


def blur(side):
    """Blur the rows, then the columns, in pure Python; gives a checksum."""
    pixels = grey_picture(side)
    rows = [blur_line(pixels[start : start + side]) for start in range(0, side * side, side)]
    columns = [blur_line(bytes(column)) for column in zip(*rows, strict=True)]
    return zlib.adler32(bytes(value for row in zip(*columns, strict=True) for value in row))'''

_ADD_UP = '''\
def add_up(path):
    """Read the file row by row and add up the turnover of each shop."""
    turnover = {}
    with open(path, newline="", encoding="ascii") as file:
        reader = csv.reader(file)
        next(reader)
        for shop, units, price in reader:
            turnover[shop] = turnover.get(shop, 0.0) + int(units) * float(price)
    return round(sum(turnover.values()))'''

_WRITE_AND_READ = '''\
def write_and_read():
    """Write a file, wait until the disk has it, read it back."""
    block = os.urandom(BLOCK_BYTES)
    with tempfile.TemporaryFile() as file:
        file.write(block)
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        if file.read() != block:
            raise RuntimeError("something else was read back")
    return len(block)'''

_DATABASE = '''\
@contextmanager
def database():
    """Build the file that all share; yields its path."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = f"{folder}/entries.sqlite3"
        with closing(sqlite3.connect(path)) as connection, connection:
            # In WAL mode readers go on while a single writer writes.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, bucket, writes)")
            rows = ((row, row % BUCKETS, 0) for row in range(ROWS))
            connection.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)
            connection.execute("CREATE INDEX entry_bucket ON entry (bucket)")
        yield path
        for connection in opened:
            connection.close()'''

_QUERY = '''\
own = threading.local()  # each thread has a connection of its own
opened = []  # all of them, to be closed at the end


def query(path):
    """Change one row, or add up those of a bucket."""
    if not hasattr(own, "connection"):
        own.connection = sqlite3.connect(
            path, timeout=10, isolation_level=None, check_same_thread=False
        )
        opened.append(own.connection)
        own.connection.execute("PRAGMA synchronous = NORMAL")
    if random.random() < WRITE_SHARE:
        row = random.randrange(ROWS)
        update = "UPDATE entry SET writes = writes + 1 WHERE id = ?"
        right = own.connection.execute(update, (row,)).rowcount == 1
    else:
        bucket = random.randrange(BUCKETS)
        total = "SELECT count(*), sum(writes) FROM entry WHERE bucket = ?"
        count, _ = own.connection.execute(total, (bucket,)).fetchone()
        right = count == ROWS // BUCKETS
    if not right:
        raise RuntimeError("the query found other rows")
    return 1'''


def _python_cpu(sizes: Sizes) -> Piece:
    if sizes["ms"] == 0:
        nothing = 'def nothing():\n    """The smallest task there is."""\n    return 0'
        return Piece(call="nothing", functions=(nothing,))
    return Piece(
        call=f"partial(compute, rounds_for(compute, ms={plain(sizes['ms'])}))",
        functions=(_COMPUTE, _ROUNDS_FOR),
    )


def _native_cpu(sizes: Sizes) -> Piece:
    return Piece(
        call=f"partial(stretch, rounds_for(stretch, ms={plain(sizes['ms'])}))",
        functions=(_STRETCH, _ROUNDS_FOR),
    )


def _wait(sizes: Sizes) -> Piece:
    call = f"partial(pause, {plain(float(sizes['ms']) / 1000)})"
    return Piece(call=call, functions=(_PAUSE,), loop_call=call, loop_functions=(_PAUSE_IN_LOOP,))


def _image_python(sizes: Sizes) -> Piece:
    return Piece(call=f"partial(blur, {plain(sizes['side'])})", functions=(PICTURE, _BLUR))


def _csv_python(sizes: Sizes) -> Piece:
    return Piece(
        call="partial(add_up, sales_path)",
        functions=(SALES, _ADD_UP),
        context=f"sales({plain(sizes['rows'])}) as sales_path",
    )


def _disk(sizes: Sizes) -> Piece:
    return Piece(
        call="write_and_read",
        functions=(_WRITE_AND_READ,),
        constants=(f"BLOCK_BYTES = {plain(sizes['kib'])} * 1024",),
    )


def _sqlite(sizes: Sizes) -> Piece:
    share = f"WRITE_SHARE = {plain(sizes['write_share'])}  # the other queries read"
    return Piece(
        call="partial(query, path)",
        functions=(_DATABASE, _QUERY),
        constants=("ROWS = 20_000", "BUCKETS = 100", share),
        context="database() as path",
    )


PIECES: dict[str, Callable[[Sizes], Piece]] = {
    "python-cpu": _python_cpu,
    "native-cpu": _native_cpu,
    "image-python": _image_python,
    "image-native": image_native,
    "csv-python": _csv_python,
    "csv-numpy": csv_numpy,
    "wait": _wait,
    "http": http,
    "scrape": scrape,
    "api": api,
    "disk": _disk,
    "sqlite": _sqlite,
    "postgres": postgres,
}
"""By kind: its piece, made from its sizes."""
