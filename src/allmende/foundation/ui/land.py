"""Plane geometry for generated maps: parcels, insets, furrows and lanes as SVG path data."""

from __future__ import annotations

import math
from random import Random

Point = tuple[float, float]
Parcel = list[Point]


def area(p: Parcel) -> float:
    """The area of a simple polygon in square units (shoelace formula)."""
    total = 0.0
    ax, ay = p[-1]
    for bx, by in p:
        total += ax * by - bx * ay
        ax, ay = bx, by
    return abs(total) / 2


def box(p: Parcel) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a polygon."""
    xs, ys = [x for x, _ in p], [y for _, y in p]
    return min(xs), min(ys), max(xs), max(ys)


def centre(p: Parcel) -> Point:
    """The mean of the corners."""
    return sum(x for x, _ in p) / len(p), sum(y for _, y in p) / len(p)


def long_side(p: Parcel) -> float:
    """The direction of the longest side in radians: a field is ploughed along it."""
    _, dx, dy = max((math.dist(a, b), b[0] - a[0], b[1] - a[1]) for a, b in zip(p, p[1:] + p[:1], strict=True))
    return math.atan2(dy, dx)


def inside(p: Parcel, at: Point, margin: float) -> bool:
    """Whether a point lies in a convex polygon, at least `margin` units from every side."""
    sides = []
    for a, b in zip(p, p[1:] + p[:1], strict=True):
        length = math.dist(a, b) or 1.0
        sides.append(((b[0] - a[0]) * (at[1] - a[1]) - (b[1] - a[1]) * (at[0] - a[0])) / length)
    return all(side > margin for side in sides) or all(side < -margin for side in sides)


def cut(p: Parcel, at: Point, normal: Point) -> tuple[Parcel, Parcel]:
    """The two parts of a convex polygon on either side of a line through `at`."""
    front: Parcel = []
    back: Parcel = []
    for a, b in zip(p, p[1:] + p[:1], strict=True):
        da = (a[0] - at[0]) * normal[0] + (a[1] - at[1]) * normal[1]
        db = (b[0] - at[0]) * normal[0] + (b[1] - at[1]) * normal[1]
        (front if da >= 0 else back).append(a)
        if (da >= 0) != (db >= 0):
            t = da / (da - db)
            crossing = (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)
            front.append(crossing)
            back.append(crossing)
    return front, back


def inset(p: Parcel, d: float) -> Parcel:
    """A convex polygon moved inwards by `d` units on every side; empty if a side would vanish."""
    sides = []
    turn = 0.0
    for k, (bx, by) in enumerate(p):
        ax, ay = p[k - 1]
        dx, dy = bx - ax, by - ay
        length = math.hypot(dx, dy)
        turn += ax * by - bx * ay
        if length > 0.5:
            sides.append((ax, ay, dx / length, dy / length))
    if len(sides) < 3:
        return []
    d = d if turn > 0 else -d
    out: Parcel = []
    for k, (x, y, vx, vy) in enumerate(sides):
        _, _, ux, uy = sides[k - 1]
        sine = ux * vy - uy * vx
        if abs(sine) < 1e-3:
            out.append((x - uy * d, y + ux * d))
        else:
            out.append((x + (vx - ux) * d / sine, y + (vy - uy) * d / sine))
    for k, (_, _, ux, uy) in enumerate(sides):
        (ax, ay), (bx, by) = out[k], out[(k + 1) % len(out)]
        if (bx - ax) * ux + (by - ay) * uy <= 0:
            return []
    return out


def outline(p: Parcel, digits: int = 0) -> str:
    """Path data of a closed polygon, in relative steps because these are shorter."""
    if digits == 0:
        points = [(round(x), round(y)) for x, y in p]
        steps = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in zip(points, points[1:], strict=False))
        return f"M{points[0][0]} {points[0][1]}l{steps}z" if p else ""
    return "M" + "L".join(f"{x:.{digits}f} {y:.{digits}f}" for x, y in p) + "z" if p else ""


def furrows(p: Parcel, angle: float, gap: float, short: float = 0.0) -> str:
    """Path data of parallel lines across a convex polygon, `gap` units apart, each `short` units shorter at its ends."""
    u = (math.cos(angle), math.sin(angle))
    n = (-u[1], u[0])
    heights = [x * n[0] + y * n[1] for x, y in p]
    d, top, path = min(heights) + gap * 0.7, max(heights) - max(1.0, short), []
    while d < top:
        hits = []
        for k, (x, y) in enumerate(p):
            da, db = heights[k - 1] - d, heights[k] - d
            if (da >= 0) != (db >= 0):
                t, (px, py) = da / (da - db), p[k - 1]
                hits.append((px + (x - px) * t, py + (y - py) * t))
        if len(hits) >= 2:
            (ax, ay), (bx, by) = hits[0], hits[1]
            if short and (length := math.dist(*hits[:2])) > 3 * short:
                sx, sy = (bx - ax) / length * short, (by - ay) / length * short
                ax, ay, bx, by = ax + sx, ay + sy, bx - sx, by - sy
            path.append(f"M{ax:.0f} {ay:.0f}l{bx - ax:.0f} {by - ay:.0f}")
        d += gap
    return "".join(path)


def spots(points: list[Point]) -> str:
    """Path data that paints a round dot at each point under a stroke with round caps."""
    return "".join(f"M{x:.0f} {y:.0f}h0" for x, y in points)


def way(width: float, height: float, rnd: Random) -> list[Point]:
    """Points of a lane that crosses the picture from edge to edge, with a bend about every 210 units."""
    bends = max(2, round(width / 210))
    return [(width * k / bends, height * rnd.uniform(0.22, 0.8)) for k in range(-1, bends + 2)]


def curve(points: list[Point]) -> str:
    """Path data of a smooth line through points that go from left to right."""
    d = f"M{points[0][0]:.0f} {points[0][1]:.0f}"
    for a, b in zip(points, points[1:], strict=False):
        middle = (a[0] + b[0]) / 2
        d += f"C{middle:.0f} {a[1]:.0f} {middle:.0f} {b[1]:.0f} {b[0]:.0f} {b[1]:.0f}"
    return d


def parcels(width: float, height: float, rnd: Random, size: float) -> list[Parcel]:
    """A picture of that size, cut into convex parcels of about `size` square units."""
    todo: list[Parcel] = [[(-20, -20), (width + 20, -20), (width + 20, height + 20), (-20, height + 20)]]
    done: list[Parcel] = []
    while todo:
        p = todo.pop()
        if area(p) < size * rnd.uniform(0.75, 2.1):
            done.append(p)
            continue
        x0, y0, x1, y1 = box(p)
        upright = (x1 - x0) > (y1 - y0) * rnd.uniform(0.8, 1.25)
        t = rnd.uniform(0.34, 0.66)
        at = (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t)
        angle = rnd.uniform(-0.32, 0.32) + (0 if upright else math.pi / 2)
        parts = cut(p, at, (math.cos(angle), math.sin(angle)))
        if min(map(len, parts)) < 3:
            done.append(p)
        else:
            todo += parts
    return done
