/** The outlines of the countries: unpacked when the map is first opened, each with the cap of the globe that holds it. */
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { countryCode } from './countries';

export type CountryShape = Feature<Polygon | MultiPolygon, { readonly name: string }>;

export interface Country {
  /** ISO 3166-1, two letters; null for what has none. */
  readonly code: string | null;
  readonly name: string;
  readonly shape: CountryShape;
  /** Where its name stands: the middle of its largest piece. Degrees. */
  readonly middle: readonly [lon: number, lat: number];
  /** All of it lies within so many radians of `centre`. */
  readonly centre: readonly [lon: number, lat: number];
  readonly reach: number;
  /** Of its largest piece, steradians. */
  readonly size: number;
}

export interface Outlines {
  readonly coarse: readonly Country[];
  readonly fine: readonly Country[];
}

type Countries = Topology<{ countries: GeometryCollection<{ name: string }> }>;

const RADIAN = Math.PI / 180;

let opened: Promise<Outlines> | null = null;

/** The same promise for everybody; a failure may be tried again. */
export function openOutlines(): Promise<Outlines> {
  opened ??= unpackAll().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

async function unpackAll(): Promise<Outlines> {
  const packed = await import('virtual:outlines');
  const [coarse, fine] = await Promise.all([packed.coarse, packed.fine].map(unpack));
  return { coarse: countriesOf(coarse as Countries), fine: countriesOf(fine as Countries) };
}

async function unpack(base64: string): Promise<unknown> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).json();
}

export function countriesOf(topology: Countries): Country[] {
  const { features } = feature(topology, topology.objects.countries);
  return features.flatMap((shape) => {
    const { geometry, properties, id } = shape;
    if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return [];
    const pieces = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    const outer = pieces.flatMap(([ring]) => (ring ? [ring] : []));
    return [
      {
        code: countryCode(id, properties.name),
        name: properties.name,
        shape: shape as CountryShape,
        ...largestPiece(outer),
        ...capAround(outer),
      },
    ];
  });
}

/** Middle and size of the largest piece, by plane arithmetic: near enough for a name, and quick. */
export function largestPiece(rings: readonly Position[][]): Pick<Country, 'middle' | 'size'> {
  let best: Pick<Country, 'middle' | 'size'> = { middle: [0, 0], size: 0 };
  for (const written of rings) {
    const ring = unwrapped(written);
    let [twice, x, y] = [0, 0, 0];
    ring.forEach(([lon = 0, lat = 0], i) => {
      const [nextLon = 0, nextLat = 0] = ring[(i + 1) % ring.length] ?? [];
      const cross = lon * nextLat - nextLon * lat;
      twice += cross;
      x += (lon + nextLon) * cross;
      y += (lat + nextLat) * cross;
    });
    if (!twice) continue;
    const middle: [number, number] = [((x / (3 * twice) + 540) % 360) - 180, y / (3 * twice)];
    const size = Math.abs(twice / 2) * RADIAN * RADIAN * Math.cos(middle[1] * RADIAN);
    if (size > best.size) best = { middle, size };
  }
  return best;
}

/** What crosses 180° goes on beyond it. */
function unwrapped(ring: readonly Position[]): readonly Position[] {
  const lons = ring.map(([lon = 0]) => lon);
  if (Math.max(...lons) - Math.min(...lons) <= 180) return ring;
  return ring.map(([lon = 0, lat = 0]) => [lon < 0 ? lon + 360 : lon, lat]);
}

/** A cap of the globe that holds all the points: around their mean direction. */
export function capAround(rings: readonly Position[][]): Pick<Country, 'centre' | 'reach'> {
  const points = rings.flat().map(([lon = 0, lat = 0]) => {
    const flat = Math.cos(lat * RADIAN);
    return [flat * Math.cos(lon * RADIAN), flat * Math.sin(lon * RADIAN), Math.sin(lat * RADIAN)] as const;
  });
  const sum = points.reduce((all, [x, y, z]) => [all[0] + x, all[1] + y, all[2] + z] as const, [
    0, 0, 0,
  ] as const);
  const length = Math.hypot(...sum);
  if (!length) return { centre: [0, 0], reach: Math.PI };
  const [cx, cy, cz] = [sum[0] / length, sum[1] / length, sum[2] / length];
  const nearest = points.reduce((least, [x, y, z]) => Math.min(least, x * cx + y * cy + z * cz), 1);
  const centre = [Math.atan2(cy, cx) / RADIAN, Math.asin(cz) / RADIAN] as const;
  return { centre, reach: Math.acos(Math.max(-1, Math.min(1, nearest))) };
}
