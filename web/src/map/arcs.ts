/** Ways from one place to another, bent a little so that there and back can be told apart. */
import type { Cluster } from './clusters';
import type { Move } from './places';

export interface Arc {
  readonly key: string;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  /** The bend, pixels. */
  readonly cx: number;
  readonly cy: number;
  /** The arrow's head, as a path. */
  readonly head: string;
  readonly events: number;
  readonly open: boolean;
}

const BEND = 0.2;
const HEAD = 6;

/** Arcs between circles that are seen; a way within one circle opens with it. */
export function between(
  moves: readonly Move[],
  byPlace: ReadonlyMap<string, Cluster>,
  chosen: ReadonlySet<string>,
): Arc[] {
  const arcs = new Map<string, { from: Cluster; to: Cluster; events: Set<string>; open: boolean }>();
  for (const { from, to, events } of moves) {
    const start = byPlace.get(from.key);
    const end = byPlace.get(to.key);
    if (!start || !end || start === end) continue;
    const key = `${start.key}\n${end.key}`;
    const arc = arcs.get(key) ?? { from: start, to: end, events: new Set<string>(), open: false };
    arcs.set(key, arc);
    for (const { event } of events) arc.events.add(event.id);
    arc.open ||= chosen.has(from.key) && chosen.has(to.key);
  }
  return [...arcs].flatMap(([key, arc]) => {
    const shape = arcShape(arc.from, arc.to);
    return shape ? [{ key, ...shape, events: arc.events.size, open: arc.open }] : [];
  });
}

type Circle = Pick<Cluster, 'x' | 'y' | 'radius'>;

/** From rim to rim; null where the circles touch. */
export function arcShape(from: Circle, to: Circle): Omit<Arc, 'key' | 'events' | 'open'> | null {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  if (length < from.radius + to.radius + 2 * HEAD) return null;
  const cx = (from.x + to.x) / 2 + dy * BEND;
  const cy = (from.y + to.y) / 2 - dx * BEND;
  const [x0, y0] = toward(from, cx, cy, from.radius + 2);
  const [x1, y1] = toward(to, cx, cy, to.radius + 3);
  const angle = Math.atan2(y1 - cy, x1 - cx);
  const tip = (turn: number) =>
    `${round(x1 - HEAD * Math.cos(angle + turn))} ${round(y1 - HEAD * Math.sin(angle + turn))}`;
  const head = `M${tip(0.5)}L${round(x1)} ${round(y1)}L${tip(-0.5)}`;
  return { x0, y0, x1, y1, cx, cy, head };
}

export function arcPath({ x0, y0, x1, y1, cx, cy }: Arc): string {
  return `M${round(x0)} ${round(y0)}Q${round(cx)} ${round(cy)} ${round(x1)} ${round(y1)}`;
}

function toward({ x, y }: Circle, tx: number, ty: number, by: number): [number, number] {
  const length = Math.hypot(tx - x, ty - y) || 1;
  return [x + ((tx - x) / length) * by, y + ((ty - y) / length) * by];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
