#!/usr/bin/env python3
"""Draws src/icon.png, the packages' icon: a padlock on a rounded square. Run it after a change: python3 build/icon.py"""
import math
import pathlib
import struct
import zlib

SIZE, SMOOTH = 128, 4
BACK, BODY, HOLE = (31, 78, 121), (255, 255, 255), (31, 78, 121)


def rounded(x, y, left, top, right, bottom, radius):
    dx = max(left + radius - x, 0, x - (right - radius))
    dy = max(top + radius - y, 0, y - (bottom - radius))
    return left <= x <= right and top <= y <= bottom and math.hypot(dx, dy) <= radius


def colour(x, y):
    if not rounded(x, y, 2, 2, 126, 126, 24):
        return None
    if math.hypot(x - 64, y - 76) <= 8 or (abs(x - 64) <= 3.5 and 76 <= y <= 92):
        return HOLE
    ring = math.hypot(x - 64, y - 48)
    if rounded(x, y, 32, 54, 96, 106, 8) or (16 <= ring <= 25 and y <= 48) or (16 <= abs(x - 64) <= 25 and 48 <= y <= 56):
        return BODY
    return BACK


def pixel(x, y):
    samples = [colour(x + (i + 0.5) / SMOOTH, y + (j + 0.5) / SMOOTH) for i in range(SMOOTH) for j in range(SMOOTH)]
    seen = [sample for sample in samples if sample]
    if not seen:
        return bytes(4)
    mean = [round(sum(channel) / len(seen)) for channel in zip(*seen)]
    return bytes([*mean, round(255 * len(seen) / len(samples))])


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


rows = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(SIZE)) for y in range(SIZE))
header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
pathlib.Path(__file__).parent.parent.joinpath("src", "icon.png").write_bytes(png)
