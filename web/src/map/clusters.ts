/** Places that would cover each other become one circle; it opens when the map comes closer. */
import type { Stance } from '../marks/stance';
import { stanceOf } from '../marks/stance';
import type { PlaceEntry } from './places';

export interface OnMap {
  readonly place: PlaceEntry;
  /** Pixels. */
  readonly x: number;
  readonly y: number;
}

export interface Cluster {
  readonly key: string;
  /** The heaviest first. */
  readonly places: readonly PlaceEntry[];
  readonly x: number;
  readonly y: number;
  /** Pixels. */
  readonly radius: number;
  /** Events, each counted once. */
  readonly events: number;
  readonly disputed: boolean;
  /** `fact` where anything is said to have happened; else what most are. */
  readonly stance: Stance;
}

const LEAST_RADIUS = 4.5;
const MOST_RADIUS = 26;
/** Pixels of paper between two circles. */
const GAP = 5;

/** Area, not width, stands for the number; `most` is the number of the greatest circle. */
export function circleRadius(events: number, most: number): number {
  const unit = Math.min(4.2, (MOST_RADIUS - LEAST_RADIUS) / Math.sqrt(Math.max(1, most)));
  return LEAST_RADIUS + unit * Math.sqrt(Math.max(0, events - 1));
}

/**
 * Heaviest places first; each joins the nearest circle that its own would touch, or begins one. Places of one circle need
 * not be near each other than that: 10,000 places take milliseconds, by a grid of cells as wide as the greatest circle.
 */
export function clusterPlaces(points: readonly OnMap[], grain = 1): Cluster[] {
  const most = Math.max(1, ...points.map(({ place }) => place.events.length));
  const cell = 2 * MOST_RADIUS * grain + GAP;
  const grid = new Map<string, Seed[]>();
  const seeds: Seed[] = [];
  const heavyFirst = [...points].sort(
    (a, b) => b.place.events.length - a.place.events.length || (a.place.key < b.place.key ? -1 : 1),
  );
  for (const point of heavyFirst) {
    const radius = circleRadius(point.place.events.length, most) * grain;
    const near = nearest(grid, cell, point, radius);
    if (near) {
      near.points.push(point);
      continue;
    }
    const seed: Seed = { x: point.x, y: point.y, radius, points: [point] };
    seeds.push(seed);
    const key = cellKey(point.x, point.y, cell);
    const list = grid.get(key);
    if (list) list.push(seed);
    else grid.set(key, [seed]);
  }
  const clusters = seeds.map((seed) => clusterOf(seed));
  const greatest = Math.max(1, ...clusters.map(({ events }) => events));
  return clusters.map((cluster) => ({ ...cluster, radius: circleRadius(cluster.events, greatest) * grain }));
}

interface Seed {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly points: OnMap[];
}

function cellKey(x: number, y: number, cell: number): string {
  return `${Math.floor(x / cell)},${Math.floor(y / cell)}`;
}

function nearest(grid: Map<string, Seed[]>, cell: number, { x, y }: OnMap, radius: number): Seed | null {
  let best: Seed | null = null;
  let least = Infinity;
  for (let i = -1; i <= 1; i += 1)
    for (let j = -1; j <= 1; j += 1)
      for (const seed of grid.get(cellKey(x + i * cell, y + j * cell, cell)) ?? []) {
        const distance = Math.hypot(seed.x - x, seed.y - y) - seed.radius - radius - GAP;
        if (distance < 0 && distance < least) [best, least] = [seed, distance];
      }
  return best;
}

function clusterOf({ x, y, radius, points }: Seed): Cluster {
  const places = points.map(({ place }) => place);
  const events = new Set(places.flatMap((place) => place.events.map(({ event }) => event)));
  const stances = new Map<Stance, number>();
  let disputed = false;
  for (const event of events) {
    const stance = stanceOf(event.status);
    stances.set(stance, (stances.get(stance) ?? 0) + 1);
    disputed ||= event.conflicts.length > 0;
  }
  const [mostly] = [...stances].sort((a, b) => b[1] - a[1]);
  return {
    key: places[0]?.key ?? '',
    places,
    x,
    y,
    radius,
    events: events.size,
    disputed,
    stance: stances.has('fact') ? 'fact' : (mostly?.[0] ?? 'unclear'),
  };
}

/** "Mosul and 3 more places" */
export function clusterName({ places }: Pick<Cluster, 'places'>): string {
  const [first, second] = places;
  if (!second) return first?.name ?? '';
  if (places.length === 2) return `${first?.name} and ${second.name}`;
  return `${first?.name} and ${places.length - 1} more places`;
}

export interface Label {
  readonly key: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly end: boolean;
}

interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Names beside their circles, where they cover neither a circle nor another name; the weightiest are named first. */
export function labelClusters(
  clusters: readonly Cluster[],
  { width, height }: { readonly width: number; readonly height: number },
  grain = 1,
  most = 24,
): Label[] {
  const taken: Box[] = clusters.map(({ x, y, radius }) => ({
    x0: x - radius,
    y0: y - radius,
    x1: x + radius,
    y1: y + radius,
  }));
  const labels: Label[] = [];
  for (const cluster of [...clusters].sort((a, b) => b.events - a.events)) {
    if (labels.length >= most) break;
    const more = cluster.places.length - 1;
    const text = `${shortened(cluster.places[0]?.name ?? '')}${more ? ` +${more}` : ''}`;
    const size = text.length * 6.1 * grain;
    for (const end of [false, true]) {
      const x = end ? cluster.x - cluster.radius - 4 * grain : cluster.x + cluster.radius + 4 * grain;
      const box = {
        x0: end ? x - size : x,
        x1: end ? x : x + size,
        y0: cluster.y - 7 * grain,
        y1: cluster.y + 7 * grain,
      };
      const inside = box.x0 > 0 && box.x1 < width && box.y0 > 0 && box.y1 < height;
      if (!inside || taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      labels.push({ key: cluster.key, text, x, y: cluster.y + 4 * grain, end });
      break;
    }
  }
  return labels;
}

function shortened(text: string): string {
  const letters = Array.from(text);
  return letters.length > 26 ? `${letters.slice(0, 25).join('').trimEnd()}…` : text;
}

function overlap(a: Box, b: Box): boolean {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}
