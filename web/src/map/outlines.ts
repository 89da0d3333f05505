/** The outlines of the countries: unpacked when the map is first opened, each with the cap of the globe that holds it. */
import { geoArea, geoBounds, geoCentroid, geoDistance } from 'd3-geo';
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
    const country = shape as CountryShape;
    const largest = largestPiece(country);
    const centre = capCentre(country);
    return [
      {
        code: countryCode(id, properties.name),
        name: properties.name,
        shape: country,
        middle: geoCentroid(largest),
        centre,
        reach: reachOf(country, centre),
        size: geoArea(largest),
      },
    ];
  });
}

export function largestPiece({ geometry }: CountryShape): Polygon {
  if (geometry.type === 'Polygon') return geometry;
  const pieces = geometry.coordinates.map((coordinates): Polygon => ({ type: 'Polygon', coordinates }));
  const sizes = pieces.map((piece) => geoArea(piece));
  return pieces[sizes.indexOf(Math.max(...sizes))] ?? { type: 'Polygon', coordinates: [] };
}

function capCentre(shape: CountryShape): [number, number] {
  const [[west, south], [east, north]] = geoBounds(shape);
  const middle = west <= east ? (west + east) / 2 : (west + east + 360) / 2;
  return [middle > 180 ? middle - 360 : middle, (south + north) / 2];
}

function reachOf({ geometry }: CountryShape, centre: [number, number]): number {
  const pieces = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  let reach = 0;
  for (const [outer] of pieces)
    for (const point of outer ?? []) reach = Math.max(reach, geoDistance(centre, asPoint(point)));
  return reach;
}

function asPoint([lon = 0, lat = 0]: Position): [number, number] {
  return [lon, lat];
}
