"""What pieces in pure Python and with a library share: the picture and the file they work on."""

from __future__ import annotations

PICTURE = '''\
@cache
def grey_picture(side):
    """The picture to be blurred, the same one each time."""
    return random.Random(7).randbytes(side * side)'''

SALES = '''\
@contextmanager
def sales(rows):
    """Write the file that is added up: sales of 16 shops; yields its path."""
    draw = random.Random(7).random
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/sales.csv"
        with open(path, "w", encoding="ascii") as file:
            file.write("shop,units,price\\n")
            for _ in range(rows):
                file.write(f"{int(draw() * 16)},{1 + int(draw() * 99)},{1 + draw() * 99:.2f}\\n")
        yield path'''
