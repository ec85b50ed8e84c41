"""The page that the ``scrape`` kind reads: the server writes it, the task takes it apart."""

from __future__ import annotations

from functools import lru_cache
from html.parser import HTMLParser

_HEAD = '<!doctype html>\n<html lang="en">\n<head><title>Offers</title></head>\n<body><ul>\n'
_OFFER = (
    '<li class="offer"><a href="/offer/{n:05d}">Offer number {n:05d}</a>'
    ' <span class="price">{price}.95&nbsp;&euro;</span></li>\n'
)
_TAIL = "</ul></body>\n</html>\n"


@lru_cache(maxsize=8)
def page(kib: int) -> bytes:
    """An HTML page of exactly ``kib`` KiB: a list of offers, each a link and a price."""
    offers = offers_in(kib)
    text = _HEAD + "".join(_OFFER.format(n=n, price=price_of(n)) for n in range(offers)) + _TAIL
    return text.encode().ljust(kib * 1024, b"\n")


def offers_in(kib: int) -> int:
    """How many offers a page of ``kib`` KiB lists."""
    room = kib * 1024 - len(_HEAD) - len(_TAIL)
    return room // len(_OFFER.format(n=0, price=price_of(0)))


def price_of(number: int) -> int:
    """The price of an offer, before the comma."""
    return 100 + number * 37 % 900


class Offers(HTMLParser):
    """Collects the links of a page and adds up its prices, in pure Python."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.total = 0.0
        self._in_price = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link; a price follows its own tag."""
        if tag == "a":
            self.links += [value for name, value in attrs if name == "href" and value]
        self._in_price = tag == "span" and ("class", "price") in attrs

    def handle_data(self, data: str) -> None:
        """Add a price."""
        if self._in_price:
            self.total += float(data.split(maxsplit=1)[0])
            self._in_price = False


def take_apart(body: bytes) -> Offers:
    """What a page lists."""
    found = Offers()
    found.feed(body.decode())
    found.close()
    return found
