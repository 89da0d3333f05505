/** Where the map begins: the region in which most of the pile happens, not the whole world for the sake of one far place. */
import { geoCentroid, geoDistance } from 'd3-geo';
import { leastScale, mostScale, projectionOf, settled, type Frame, type Look } from './projection';

export interface Weighted {
  readonly lon: number;
  readonly lat: number;
  readonly weight: number;
  /** Radius in kilometres within which the place lies. */
  readonly precision: number | null;
}

/** Share of all happenings that the first look must hold. */
const SHARE = 0.7;
/** One town is no region, however much happens there. */
const LEAST_PLACES = 3;
/** A region wider than this (radians) is no region: the world is shown. */
const REGION = 0.95;
/** Of so many places each is tried as the middle; further ones only count. */
const TRIED = 400;
/** Nothing is looked at closer than this to begin with: kilometres from the middle to the nearer edge. */
const LEAST_KM = 60;

/** The places of the densest region that holds most of what happens; all of them where there is none. */
export function mainRegion<T extends Weighted>(places: readonly T[]): readonly T[] {
  const total = places.reduce((sum, { weight }) => sum + weight, 0);
  const heavy = [...places].sort((a, b) => b.weight - a.weight).slice(0, TRIED);
  const least = Math.min(LEAST_PLACES, places.length);
  let best: { readonly reach: number; readonly within: readonly T[] } | null = null;
  for (const middle of heavy) {
    const byDistance = places
      .map((place) => ({ place, distance: geoDistance([middle.lon, middle.lat], [place.lon, place.lat]) }))
      .sort((a, b) => a.distance - b.distance);
    let held = 0;
    const last = byDistance.find(
      ({ place }, index) => (held += place.weight) >= SHARE * total && index + 1 >= least,
    );
    const reach = last?.distance ?? Infinity;
    if (best && reach >= best.reach) continue;
    // What lies just beyond is taken along.
    const within = byDistance.filter(({ distance }) => distance <= reach * 1.25).map(({ place }) => place);
    best = { reach, within };
  }
  return best && best.reach <= REGION ? best.within : places;
}

/** A look that holds all the places, with some room around them. */
export function fitted(places: readonly Weighted[], frame: Frame, least = LEAST_KM): Look {
  if (!places.length) return worldLook(frame);
  const [lon, lat] = geoCentroid({
    type: 'MultiPoint',
    coordinates: places.map((place) => [place.lon, place.lat]),
  });
  let look: Look = { lon: lon || 0, lat: lat || 0, scale: 1 };
  const wide = places.some(({ lon: x, lat: y }) => geoDistance([look.lon, look.lat], [x, y]) > 1.2);
  if (wide) return worldLook(frame);
  const closest = Math.min(mostScale(frame), (Math.min(frame.width, frame.height) / 2 / least) * 6371);
  // The projection bends with its middle: twice is enough to come to rest.
  for (let pass = 0; pass < 3; pass += 1) look = around(places, frame, look, closest);
  return settled(look, frame);
}

export function worldLook(frame: Frame): Look {
  return settled({ lon: 11, lat: 12, scale: leastScale(frame) }, frame);
}

function around(places: readonly Weighted[], frame: Frame, look: Look, closest: number): Look {
  const flat = projectionOf({ ...look, scale: 1e4 }, { width: 0, height: 0 }).clipExtent(null);
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { lon, lat, precision } of places) {
    const at = flat([lon, lat]);
    if (!at) continue;
    // A vague place is held with part of its vagueness only: a state's radius would push the towns together.
    const margin = (Math.min(precision ?? 0, 300) / 6371) * 1e4 * 0.5;
    [x0, y0] = [Math.min(x0, at[0] - margin), Math.min(y0, at[1] - margin)];
    [x1, y1] = [Math.max(x1, at[0] + margin), Math.max(y1, at[1] + margin)];
  }
  const room = (size: number) => Math.max(40, size - Math.min(160, size * 0.3));
  const scale = 1e4 * Math.min(room(frame.width) / (x1 - x0), room(frame.height) / (y1 - y0));
  const middle = flat.invert?.([(x0 + x1) / 2, (y0 + y1) / 2]) ?? [look.lon, look.lat];
  return { lon: middle[0], lat: middle[1], scale: Math.min(closest, scale) };
}
