"""Tasks that ask a server, as plain Python: the server, the asking, what is done with answers."""

from __future__ import annotations

from .piece import Piece, Sizes, plain

_SERVER = '''\
async def serve(handle, port_to):
    """Answer requests on a free port until the process is ended."""

    async def answer(reader, writer):
        await reader.readuntil(b"\\r\\n\\r\\n")
        status, body = await handle()
        writer.write(b"HTTP/1.0 %d\\r\\nContent-Length: %d\\r\\n\\r\\n" % (status, len(body)))
        writer.write(body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=1000)
    port_to.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def run_server(handle, port_to):
    """The server's process."""
    asyncio.run(serve(handle, port_to))


@contextmanager
def local_server(handle):
    """Run a server in a process of its own, so that it has its own GIL; yields the port."""
    port_from, port_to = multiprocessing.Pipe(duplex=False)
    server = multiprocessing.Process(target=run_server, args=(handle, port_to), daemon=True)
    server.start()
    try:
        yield port_from.recv()
    finally:
        server.terminate()
        server.join()'''

_FETCH = '''\
def fetch(port):
    """Ask the local server; gives the status and the whole answer."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=75)) as connection:
        connection.request("GET", "/")
        answer = connection.getresponse()
        return answer.status, answer.read()'''

_FETCH_IN_LOOP = '''\
async def fetch(port):
    """Ask the local server; gives the status and the whole answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.0\\r\\n\\r\\n")
    head = await reader.readuntil(b"\\r\\n\\r\\n")
    body = await reader.read()  # the server closes the connection at the end
    writer.close()
    await writer.wait_closed()
    return int(head.split()[1]), body'''

_SEND_FILE = '''\
async def send_file():
    """Answer late, as a server far away would."""
    await asyncio.sleep(LATENCY_S)
    return 200, bytes(BODY_BYTES)'''

_GET = '''\
{0}def get(port):
    """Download a file."""
    status, body = {1}fetch(port)
    if status != 200 or len(body) != BODY_BYTES:
        raise RuntimeError("the server gave another answer")
    return len(body)'''

_SEND_PAGE = '''\
@cache
def page():
    """A page that lists offers, about 21 of them a KiB."""
    line = '<li><a href="/offer/{n:05d}">Offer {n:05d}</a></li>\\n'
    offers = "".join(line.format(n=n) for n in range(21 * PAGE_KIB))
    return f"<html><body><ul>\\n{offers}</ul></body></html>\\n".encode()


async def send_page():
    """Send the page late, as a server far away would."""
    await asyncio.sleep(PAGE_LATENCY_S)
    return 200, page()'''

_LINKS = '''\
class Links(HTMLParser):
    """Counts the links of a page."""

    def __init__(self):
        super().__init__()
        self.found = 0

    def handle_starttag(self, tag, attrs):
        self.found += tag == "a"'''

_SCRAPE = '''\
{0}def scrape(port):
    """Fetch the page, then read it: that is pure Python, nobody else has the GIL meanwhile."""
    _, body = {1}fetch(port)
    links = Links()
    links.feed(body.decode())
    links.close()
    return links.found'''

_SEND_WITHIN_LIMIT = '''\
free = {"next": 0.0, "promised": 0.0}


async def send_within_limit():
    """Answer LIMIT_PER_S requests a second; the others are told when to come back."""
    now = time.monotonic()
    if now < free["next"]:
        free["promised"] = max(free["promised"] + 1 / LIMIT_PER_S, free["next"])
        return 429, b"%.4f" % (free["promised"] - now)
    # A tenth of a second's worth may come at once.
    free["next"] = max(free["next"], now - 0.1) + 1 / LIMIT_PER_S
    await asyncio.sleep(API_LATENCY_S)
    return 200, b"granted"'''

_CALL = '''\
{0}def call(port):
    """Call the API; when it refuses, wait as long as it says and call again."""
    status, body = {1}fetch(port)
    while status == 429:
        {2}.sleep(float(body))
        status, body = {1}fetch(port)
    if status != 200:
        raise RuntimeError("the API gave another answer")
    return 1'''


def http(sizes: Sizes) -> Piece:
    """Downloading a file."""
    latency_s = plain(float(sizes["latency_ms"]) / 1000)
    return _both(
        "get",
        _GET,
        (_SEND_FILE,),
        handle="send_file",
        port="port",
        constants=(
            f"LATENCY_S = {latency_s}  # how late the server answers",
            f"BODY_BYTES = {plain(sizes['body_kib'])} * 1024",
        ),
    )


def scrape(sizes: Sizes) -> Piece:
    """Fetching a page and reading it."""
    latency_s = plain(float(sizes["latency_ms"]) / 1000)
    return _both(
        "scrape",
        _SCRAPE,
        (_SEND_PAGE, _LINKS),
        handle="send_page",
        port="page_port",
        constants=(
            f"PAGE_LATENCY_S = {latency_s}  # how late the server answers",
            f"PAGE_KIB = {plain(sizes['page_kib'])}",
        ),
    )


def api(sizes: Sizes) -> Piece:
    """Calling an API that limits its callers."""
    latency_s = plain(float(sizes["latency_ms"]) / 1000)
    return _both(
        "call",
        _CALL,
        (_SEND_WITHIN_LIMIT,),
        handle="send_within_limit",
        port="api_port",
        constants=(
            f"API_LATENCY_S = {latency_s}  # how late the server answers",
            f"LIMIT_PER_S = {plain(sizes['limit_per_s'])}",
        ),
    )


def _both(
    name: str,
    function: str,
    others: tuple[str, ...],
    *,
    handle: str,
    port: str,
    constants: tuple[str, ...],
) -> Piece:
    """The two forms of one function: ``{0}``, ``{1}`` and ``{2}`` are what differs in it."""
    call = f"partial({name}, {port})"
    return Piece(
        call=call,
        functions=(_SERVER, *others, _FETCH, function.format("", "", "time")),
        loop_call=call,
        loop_functions=(
            _SERVER,
            *others,
            _FETCH_IN_LOOP,
            function.format("async ", "await ", "await asyncio"),
        ),
        constants=constants,
        context=f"local_server({handle}) as {port}",
    )
