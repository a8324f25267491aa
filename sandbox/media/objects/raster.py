"""Which triangle is seen at each pixel: a depth buffer in numpy, without a loop over triangles."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Seen:
    """The visible pixels: their flat numbers, triangles and weights of the last two corners; all depths.

    `depth` has the shape (height, width); nearer is larger, and 0 means that nothing is there.
    """

    pixels: NDArray[np.int64] = field(repr=False)
    triangles: NDArray[np.int64] = field(repr=False)
    second: NDArray[np.float32] = field(repr=False)
    third: NDArray[np.float32] = field(repr=False)
    depth: NDArray[np.float32] = field(repr=False)

    def mixed(self, values: NDArray[np.float64], faces: NDArray[np.int64]) -> NDArray[np.float32]:
        """The values (n, k) of the vertices, blended at each visible pixel: shape (pixels, k)."""
        corners = values.astype(np.float32)[faces]
        first = corners[:, 0]
        mix = (corners[:, 1] - first)[self.triangles] * self.second[:, None]
        mix += (corners[:, 2] - first)[self.triangles] * self.third[:, None]
        mix += first[self.triangles]
        return np.asarray(mix, dtype=np.float32)


def rasterise(points: NDArray[np.float64], faces: NDArray[np.int64], width: int, height: int) -> Seen:
    """What is seen of triangles whose points (n, 3) are x and y in pixels (y down) and a positive nearness.

    Triangles that look counter-clockwise face the eye; the others are left out.
    """
    corners = points[faces]
    edges = -_edges(corners)  # counter-clockwise to the eye is clockwise where y runs down
    area = edges[:, :, 2].sum(1)
    front = np.flatnonzero(area > 1e-9)
    corners, edges = corners[front], edges[front] / area[front, None, None]
    owner, row, low, high = _spans(corners, edges, width, height)
    length = high - low + 1
    which = np.repeat(np.arange(len(owner)), length)
    column = low[which] + np.arange(len(which)) - np.repeat(np.cumsum(length) - length, length)
    slope = np.einsum("fei,fe->fi", edges, corners[:, :, 2])
    start = slope[owner, 1] * (row + 0.5) + slope[owner, 2] + slope[owner, 0] * 0.5
    near = (start[which] + slope[owner, 0][which] * column).astype(np.float32)
    pixel = (row * width)[which] + column
    depth = np.zeros(width * height, dtype=np.float32)
    np.maximum.at(depth, pixel, near)
    best = np.full(width * height, -1, dtype=np.int64)
    winner = np.flatnonzero(near >= depth[pixel])
    best[pixel[winner]] = owner[which[winner]]
    pixels = np.flatnonzero(best >= 0)
    second, third = _weights(edges, best[pixels], pixels, width)
    return Seen(pixels, front[best[pixels]], second, third, depth.reshape(height, width))


def _edges(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """The three edge functions a x + b y + c of each triangle, shape (n, 3, 3); one sign inside all."""
    first, second = np.roll(corners, -1, axis=1), np.roll(corners, -2, axis=1)
    a = first[..., 1] - second[..., 1]
    b = second[..., 0] - first[..., 0]
    c = first[..., 0] * second[..., 1] - second[..., 0] * first[..., 1]
    return np.stack([a, b, c], -1)


def _spans(
    corners: NDArray[np.float64], edges: NDArray[np.float64], width: int, height: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Every row of pixels that a triangle covers: triangle, row, first and last column."""
    top = np.clip(np.ceil(corners[..., 1].min(1) - 0.5), 0, height).astype(np.int64)
    bottom = np.clip(np.floor(corners[..., 1].max(1) - 0.5), -1, height - 1).astype(np.int64)
    rows = np.maximum(bottom - top + 1, 0)
    owner = np.repeat(np.arange(len(rows)), rows)
    row = top[owner] + np.arange(len(owner)) - np.repeat(np.cumsum(rows) - rows, rows)
    left, right = np.full(len(owner), -1.0), np.full(len(owner), float(width))
    for edge in range(3):
        a, b, c = edges[:, edge].T
        steep = np.abs(a) > 1e-12
        slope, shift = -b / np.where(steep, a, 1.0), -c / np.where(steep, a, 1.0)
        cut = slope[owner] * (row + 0.5) + shift[owner]
        left = np.where((steep & (a > 0))[owner], np.maximum(left, cut), left)
        right = np.where((steep & (a < 0))[owner], np.minimum(right, cut), right)
    low = np.ceil(np.clip(left - 0.5, 0, width)).astype(np.int64)
    high = np.floor(np.clip(right - 0.5, -1, width - 1)).astype(np.int64)
    keep = high >= low
    return owner[keep], row[keep], low[keep], high[keep]


def _weights(
    edges: NDArray[np.float64], triangles: NDArray[np.int64], pixels: NDArray[np.int64], width: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The share of the second and the third corner at the middle of each pixel."""
    x, y = (pixels % width + 0.5).astype(np.float32), (pixels // width + 0.5).astype(np.float32)
    function = edges.astype(np.float32)
    a, b, c = (function[:, 1, term][triangles] for term in range(3))
    d, e, f = (function[:, 2, term][triangles] for term in range(3))
    return a * x + b * y + c, d * x + e * y + f
