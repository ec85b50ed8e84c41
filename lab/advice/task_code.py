"""Each kind of task as plain Python: what the program made by :mod:`lab.advice.code` is put from.

A piece says the same twice where it can: as a function that blocks its thread, and as a coroutine
function. Only the standard library is used, so that the program runs wherever Python does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lab.spec import Value

Sizes = Mapping[str, Value]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One kind of task. ``call`` is an expression that gives what carries out one task.

    ``loop_call`` is the same for a coroutine, empty where there is no async form; ``functions``
    and ``loop_functions`` are what each of them needs. ``context`` is a ``with`` item that has to
    be entered first. Source texts end without a line break.
    """

    call: str
    functions: tuple[str, ...] = ()
    loop_call: str = ""
    loop_functions: tuple[str, ...] = ()
    constants: tuple[str, ...] = ()
    context: str = ""


_ROUNDS_FOR = '''\
def rounds_for(function, ms):
    """How many rounds of the function take so long on an idle core of this machine."""
    best = min(timeit.repeat(lambda: function(10_000), number=1, repeat=10))
    return max(1, round(10_000 * ms / 1000 / best))'''

_COMPUTE = '''\
def compute(rounds):
    """Turn a loop in pure Python, which needs the GIL all the time."""
    value = 1
    for _ in range(rounds):
        value = (value * 5 + 3) & 127'''

_STRETCH = '''\
def stretch(rounds):
    """Stretch a password in native code, which lets go of the GIL."""
    hashlib.pbkdf2_hmac("sha256", b"correct horse battery staple", b"sixteen byte salt", rounds)'''

_GET = '''\
def get(port):
    """Ask the local server and read the whole answer."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)) as connection:
        connection.request("GET", "/")
        answer = connection.getresponse()
        if answer.status != 200 or len(answer.read()) != BODY_BYTES:
            raise RuntimeError("the server gave another answer")'''

_GET_IN_LOOP = '''\
async def get(port):
    """Ask the local server and read the whole answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.0\\r\\n\\r\\n")
    head = await reader.readuntil(b"\\r\\n\\r\\n")
    body = await reader.read()  # the server closes the connection at the end
    writer.close()
    await writer.wait_closed()
    if b" 200 " not in head or len(body) != BODY_BYTES:
        raise RuntimeError("the server gave another answer")'''

_SERVER = '''\
async def answer(reader, writer):
    """Answer one request late, as a server far away would."""
    await reader.readuntil(b"\\r\\n\\r\\n")
    await asyncio.sleep(LATENCY_S)
    writer.write(b"HTTP/1.0 200 OK\\r\\nContent-Length: %d\\r\\n\\r\\n" % BODY_BYTES)
    writer.write(bytes(BODY_BYTES))
    await writer.drain()
    writer.close()


async def serve(port_to):
    """Serve on a free port until the process is ended."""
    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=1000)
    port_to.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def run_server(port_to):
    """The server's process."""
    asyncio.run(serve(port_to))


@contextmanager
def local_server():
    """Run the server in a process of its own, so that it has its own GIL; yields the port."""
    port_from, port_to = multiprocessing.Pipe(duplex=False)
    server = multiprocessing.Process(target=run_server, args=(port_to,), daemon=True)
    server.start()
    try:
        yield port_from.recv()
    finally:
        server.terminate()
        server.join()'''

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
            raise RuntimeError("something else was read back")'''

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
        own.connection.execute("UPDATE entry SET writes = writes + 1 WHERE id = ?", (row,))
    else:
        bucket = random.randrange(BUCKETS)
        total = "SELECT count(*), sum(writes) FROM entry WHERE bucket = ?"
        own.connection.execute(total, (bucket,)).fetchone()'''


def _python_cpu(sizes: Sizes) -> Piece:
    if sizes["ms"] == 0:
        nothing = 'def nothing():\n    """The smallest task there is."""'
        return Piece(call="nothing", functions=(nothing,))
    return Piece(
        call=f"partial(compute, rounds_for(compute, ms={_plain(sizes['ms'])}))",
        functions=(_COMPUTE, _ROUNDS_FOR),
    )


def _native_cpu(sizes: Sizes) -> Piece:
    return Piece(
        call=f"partial(stretch, rounds_for(stretch, ms={_plain(sizes['ms'])}))",
        functions=(_STRETCH, _ROUNDS_FOR),
    )


def _wait(sizes: Sizes) -> Piece:
    seconds = _plain(float(sizes["ms"]) / 1000)
    return Piece(
        call=f"partial(time.sleep, {seconds})", loop_call=f"partial(asyncio.sleep, {seconds})"
    )


def _http(sizes: Sizes) -> Piece:
    latency_s = float(sizes["latency_ms"]) / 1000
    constants = [
        f"LATENCY_S = {_plain(latency_s)}  # how late the server answers",
        f"BODY_BYTES = {_plain(sizes['body_kib'])} * 1024",
    ]
    return Piece(
        call="partial(get, port)",
        functions=(_SERVER, _GET),
        loop_call="partial(get, port)",
        loop_functions=(_SERVER, _GET_IN_LOOP),
        constants=(*constants, f"TIMEOUT_S = {_plain(latency_s + 60)}"),
        context="local_server() as port",
    )


def _disk(sizes: Sizes) -> Piece:
    return Piece(
        call="write_and_read",
        functions=(_WRITE_AND_READ,),
        constants=(f"BLOCK_BYTES = {_plain(sizes['kib'])} * 1024",),
    )


def _sqlite(sizes: Sizes) -> Piece:
    share = f"WRITE_SHARE = {_plain(sizes['write_share'])}  # the other queries read"
    return Piece(
        call="partial(query, path)",
        functions=(_DATABASE, _QUERY),
        constants=("ROWS = 20_000", "BUCKETS = 100", share),
        context="database() as path",
    )


PIECES: dict[str, Callable[[Sizes], Piece]] = {
    "python-cpu": _python_cpu,
    "native-cpu": _native_cpu,
    "wait": _wait,
    "http": _http,
    "disk": _disk,
    "sqlite": _sqlite,
}
"""By kind: its piece, made from its sizes."""


def _plain(value: Value) -> str:
    """A number as it is written in a program: ``20``, ``0.04``."""
    number = float(value)
    return str(int(number)) if number.is_integer() else f"{number:.10g}"
