// Distance and area on the globe for `distance()` and `area()`; altitude does not count. Called by functions.ts.

/** The Earth around the Equator is 40,075,017 m, as ODK counts. */
const RADIUS = 40_075_017 / (2 * Math.PI);
type Point = readonly [lat: number, lon: number];
const rad = (degrees: number): number => (degrees * Math.PI) / 180;

/** `lat lon alt acc`, or several of them parted by `;`. Undefined when something else stands there. */
export function pointsOf(text: string): readonly Point[] | undefined {
  const points: Point[] = [];
  for (const part of text.split(';')) {
    if (part.trim() === '') continue;
    const [lat = Number.NaN, lon = Number.NaN, ...rest] = part.trim().split(/\s+/).map(Number);
    if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180) || rest.some(Number.isNaN)) return undefined;
    points.push([lat, lon]);
  }
  return points;
}

/** Along all points, in metres. */
export function distanceOf(points: readonly Point[]): number {
  let metres = 0;
  for (let i = 1; i < points.length; i += 1) {
    const [[lat1, lon1], [lat2, lon2]] = [points[i - 1] as Point, points[i] as Point];
    const half =
      Math.sin(rad(lat2 - lat1) / 2) ** 2 +
      Math.cos(rad(lat1)) * Math.cos(rad(lat2)) * Math.sin(rad(lon2 - lon1) / 2) ** 2;
    metres += 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(half)));
  }
  return metres;
}

/** Inside the line around all points, in square metres; fewer than three corners have none. */
export function areaOf(points: readonly Point[]): number {
  let sum = 0;
  points.forEach(([lat1, lon1], i) => {
    const [lat2, lon2] = points[(i + 1) % points.length] as Point;
    sum += rad(lon2 - lon1) * (2 + Math.sin(rad(lat1)) + Math.sin(rad(lat2)));
  });
  return points.length < 3 ? 0 : Math.abs((sum * RADIUS * RADIUS) / 2);
}
