/**
 * Which stretch of the globe is seen, and how it is laid flat. A region is drawn by Lambert's azimuthal equal-area projection
 * around its own middle: true in size and nearly true in shape at any latitude, and without a seam at 180°. Where most
 * of the world is seen, Equal Earth (Šavrič, Patterson and Jenny 2018) shows it whole.
 */
import { geoAzimuthalEqualArea, geoEqualEarth, type GeoProjection } from 'd3-geo';

export interface Look {
  /** Middle of the map, degrees. */
  readonly lon: number;
  readonly lat: number;
  /** Pixels that a radian of the globe takes at the middle. */
  readonly scale: number;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
}

export const EARTH_KM = 6371;
/** Radians across from which on the whole world is shown by its own projection. */
const WORLDWIDE = 2.3;
/** Equal Earth is 5.41 radians wide at scale 1. */
const WORLD_WIDTH = 5.45;
/** Finer than this the outlines have nothing to show: kilometres across. */
const LEAST_KM = 40;

export function leastScale({ width, height }: Frame): number {
  return Math.min(width / WORLD_WIDTH, height / 2.65);
}

export function mostScale({ width }: Frame): number {
  return (width * EARTH_KM) / LEAST_KM;
}

export function isWorldwide({ scale }: Look, { width }: Frame): boolean {
  return width / scale > WORLDWIDE;
}

/** Keeps a look on the globe and between the least and the most scale. */
export function settled(look: Look, frame: Frame): Look {
  const scale = Math.min(mostScale(frame), Math.max(leastScale(frame), look.scale));
  const lon = ((((look.lon + 180) % 360) + 360) % 360) - 180;
  let lat = Math.min(85, Math.max(-85, look.lat));
  if (isWorldwide({ ...look, scale }, frame)) {
    // Beyond the poles there is nothing: the world keeps within the frame as far as it can.
    const room = Math.max(0, 75 - (frame.height / 2 / scale / Math.PI) * 180);
    lat = Math.min(room, Math.max(-room, lat));
  }
  return { lon, lat, scale };
}

export function projectionOf(look: Look, frame: Frame): GeoProjection {
  const middle: [number, number] = [frame.width / 2, frame.height / 2];
  const projection = isWorldwide(look, frame)
    ? geoEqualEarth().rotate([-look.lon, 0]).center([0, look.lat])
    : geoAzimuthalEqualArea().rotate([-look.lon, -look.lat]).clipAngle(150);
  return projection
    .scale(look.scale)
    .translate(middle)
    .precision(0.4)
    .clipExtent([
      [-8, -8],
      [frame.width + 8, frame.height + 8],
    ]);
}

/** The look after the map was dragged by so many pixels. */
export function dragged(look: Look, frame: Frame, dx: number, dy: number): Look {
  const at = projectionOf(look, frame).invert?.([frame.width / 2 - dx, frame.height / 2 - dy]);
  if (!at || !Number.isFinite(at[0]) || !Number.isFinite(at[1])) return look;
  return settled({ ...look, lon: at[0], lat: at[1] }, frame);
}

/** Closer or farther by a factor; what lies under the pixel stays there. */
export function scaled(
  look: Look,
  frame: Frame,
  factor: number,
  at: readonly [number, number] = [frame.width / 2, frame.height / 2],
): Look {
  const held = projectionOf(look, frame).invert?.([at[0], at[1]]);
  const next = settled({ ...look, scale: look.scale * factor }, frame);
  if (!held || !Number.isFinite(held[0]) || !Number.isFinite(held[1])) return next;
  const now = projectionOf(next, frame)(held);
  return now ? dragged(next, frame, at[0] - now[0], at[1] - now[1]) : next;
}

/** Radians from the middle to the corner of the frame, at most half the globe. */
export function seenRadius(look: Look, frame: Frame): number {
  return Math.min(Math.PI, (Math.hypot(frame.width, frame.height) / 2 / look.scale) * 1.15);
}

/** A round number of kilometres that takes at most `most` pixels at the middle of the map. */
export function scaleBar(look: Look, most: number): { readonly km: number; readonly pixels: number } {
  const limit = (most / look.scale) * EARTH_KM;
  const power = 10 ** Math.floor(Math.log10(limit));
  const km = [5, 2, 1].map((step) => step * power).find((step) => step <= limit) ?? power;
  return { km, pixels: (km / EARTH_KM) * look.scale };
}
