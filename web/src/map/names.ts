/** Names of countries, where they have room. */
import type { GeoProjection } from 'd3-geo';
import type { Cluster, Label } from './clusters';
import type { Country } from './outlines';
import type { Frame, Look } from './projection';

export interface CountryLabel {
  readonly key: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** The largest first; none over a circle, the name of a place or another country's. */
export function labelCountries(
  countries: readonly Country[],
  projection: GeoProjection,
  look: Look,
  { width, height }: Frame,
  clusters: readonly Cluster[],
  labels: readonly Label[],
  grain = 1,
): CountryLabel[] {
  const taken = [
    ...clusters.map(({ x, y, radius }) => [x - radius, y - radius, x + radius, y + radius] as const),
    ...labels.map(({ text, x, y, end }) => {
      const size = text.length * 6.1 * grain;
      return [end ? x - size : x, y - 10 * grain, end ? x : x + size, y + 4 * grain] as const;
    }),
  ];
  const found: CountryLabel[] = [];
  for (const { name, middle, size } of [...countries].sort((a, b) => b.size - a.size)) {
    const half = (name.length * 7.4 * grain) / 2;
    // Its own width, were it a square, must hold most of its name.
    if (Math.sqrt(size) * look.scale < half * 1.7) continue;
    const at = projection([...middle]);
    if (!at) continue;
    const [x, y] = at;
    const box = [x - half, y - 9 * grain, x + half, y + 3 * grain] as const;
    if (box[0] < 4 || box[1] < 4 || box[2] > width - 48 * grain || box[3] > height - 16) continue;
    if (
      taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])
    )
      continue;
    taken.push(box);
    found.push({ key: name, text: name, x, y });
  }
  return found;
}
