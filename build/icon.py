#!/usr/bin/env python3
"""Draws the packages' icon, a stream with a hole in it: build/icon.py > build/icon.png. Stored, not packed: the same bytes with every zlib."""
import struct
import sys
import zlib

SIZE = 128
PAGE, FULL, SUSPECT, MISSING = range(4)
COLOURS = [(0x0F, 0x14, 0x19), (0xA8, 0xD0, 0xC5), (0xE3, 0xCF, 0x3A), (0xD5, 0x5E, 0x00)]
# Rows of a map: from, to, what; 0 to 12 across.
ROWS = [
    [(0, 12, FULL)],
    [(0, 5, FULL), (5, 7, MISSING), (7, 12, FULL)],
    [(0, 8, FULL), (8, 10, SUSPECT), (10, 12, FULL)],
]


def pixel(x, y):
    margin, unit, height, pitch = 10, 9, 28, 40
    row, inside = divmod(y - margin, pitch)
    if not 0 <= row < len(ROWS) or inside >= height:
        return PAGE
    column = (x - margin) / unit
    return next((what for start, end, what in ROWS[row] if start <= column < end), PAGE)


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def packed_row(y):
    return bytes(pixel(x, y) << 6 | pixel(x + 1, y) << 4 | pixel(x + 2, y) << 2 | pixel(x + 3, y) for x in range(0, SIZE, 4))


rows = b"".join(b"\0" + packed_row(y) for y in range(SIZE))
header = struct.pack(">IIBBBBB", SIZE, SIZE, 2, 3, 0, 0, 0)
sys.stdout.buffer.write(
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"PLTE", bytes(sum(COLOURS, ()))) + chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b"")
)
