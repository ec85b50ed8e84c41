"""Tasks that are about a library: blurring with Pillow, NumPy's totals, PostgreSQL by psycopg."""

from __future__ import annotations

from lab.tasks.postgres import DSN

from .piece import Piece, Sizes, plain
from .shared_code import PICTURE, SALES

_BLUR = '''\
def blur_natively(side):
    """Blur the picture in C, which lets go of the GIL; gives a checksum."""
    picture = Image.frombytes("L", (side, side), grey_picture(side))
    return zlib.adler32(picture.filter(ImageFilter.BoxBlur(4)).tobytes())'''

_TOTALS = '''\
def add_up_table(path):
    """Read the whole file at once and add up the turnover of each shop."""
    table = numpy.loadtxt(path, delimiter=",", skiprows=1)
    turnover = numpy.bincount(table[:, 0].astype(int), weights=table[:, 1] * table[:, 2])
    return round(turnover.sum())'''

_STATEMENTS = '''\
DATABASE = os.environ["@DSN@"]
TABLE = (
    "CREATE TEMPORARY TABLE entry AS SELECT id, id % 10 AS bucket, 0 AS writes"
    " FROM generate_series(0, 1999) AS id"
)
SELECT = "SELECT count(*), sum(writes) FROM entry, pg_sleep(%s) WHERE bucket = %s"
UPDATE = "UPDATE entry SET writes = writes + 1 FROM pg_sleep(%s) WHERE id = %s"


def drawn():
    """A query and its values: change one row, or add up those of a bucket."""
    if random.random() < SERVER_WRITE_SHARE:
        return UPDATE, (SERVER_S, random.randrange(2000))
    return SELECT, (SERVER_S, random.randrange(10))'''.replace("@DSN@", DSN)

_ASK = '''\
mine = threading.local()  # each thread has a connection of its own
connected = []  # all of them, to be closed at the end


@contextmanager
def connections():
    """Close the connections at the end; the server then drops their tables."""
    yield
    for connection in connected:
        connection.close()


def ask():
    """Carry out one query; the server works while this thread waits without the GIL."""
    if not hasattr(mine, "connection"):
        mine.connection = psycopg.connect(DATABASE, autocommit=True)
        connected.append(mine.connection)
        mine.connection.execute(TABLE)
    statement, values = drawn()
    cursor = mine.connection.execute(statement, values)
    found = cursor.fetchone()[0] if statement == SELECT else cursor.rowcount
    if found != (200 if statement == SELECT else 1):
        raise RuntimeError("the query found other rows")
    return 1'''

_ASK_IN_LOOP = '''\
mine = threading.local()  # each thread, so each event loop, has connections of its own


async def connection_of_this_loop():
    """A connection that nobody uses now, or a new one; at most 20 are in use at once."""
    if not hasattr(mine, "idle"):
        mine.idle, mine.free = [], asyncio.Semaphore(20)
    await mine.free.acquire()
    if mine.idle:
        return mine.idle.pop()
    connection = await psycopg.AsyncConnection.connect(DATABASE, autocommit=True)
    await connection.execute(TABLE)
    return connection


async def close_connections():
    """Close what this loop has opened; the server then drops the tables."""
    for connection in vars(mine).pop("idle", []):
        await connection.close()


async def ask():
    """Carry out one query; other coroutines go on while the server works."""
    connection = await connection_of_this_loop()
    statement, values = drawn()
    cursor = await connection.execute(statement, values)
    found = (await cursor.fetchone())[0] if statement == SELECT else cursor.rowcount
    mine.idle.append(connection)
    mine.free.release()
    if found != (200 if statement == SELECT else 1):
        raise RuntimeError("the query found other rows")
    return 1'''


def image_native(sizes: Sizes) -> Piece:
    """Blurring a picture in C."""
    return Piece(
        call=f"partial(blur_natively, {plain(sizes['side'])})",
        functions=(PICTURE, _BLUR),
        needs=("pillow",),
    )


def csv_numpy(sizes: Sizes) -> Piece:
    """Adding up a file with NumPy."""
    return Piece(
        call="partial(add_up_table, table_path)",
        functions=(SALES, _TOTALS),
        context=f"sales({plain(sizes['rows'])}) as table_path",
        needs=("numpy",),
    )


def postgres(sizes: Sizes) -> Piece:
    """Querying a PostgreSQL server."""
    server_s = plain(float(sizes["server_ms"]) / 1000)
    return Piece(
        call="ask",
        functions=(_STATEMENTS, _ASK),
        loop_call="ask",
        loop_functions=(_STATEMENTS, _ASK_IN_LOOP),
        constants=(
            f"SERVER_S = {server_s}  # how long the server waits in each query",
            f"SERVER_WRITE_SHARE = {plain(sizes['write_share'])}  # the other queries read",
        ),
        context="connections()",
        loop_context="",
        loop_end="await close_connections()",
        needs=("psycopg[binary]",),
    )
