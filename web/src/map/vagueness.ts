/** How vaguely a place is known: a soft disc, where that is more than the circle itself and less than all that is seen. */
import { geoCircle, type GeoPath } from 'd3-geo';
import type { Cluster } from './clusters';
import type { PlaceEntry } from './places';
import { EARTH_KM, type Frame, type Look } from './projection';

export interface VagueDisc {
  readonly key: string;
  readonly d: string;
  readonly open: boolean;
}

/** The share of the map beyond which a disc of a place that is not open says nothing. */
const MOST = 0.4;

export function vagueDiscs(
  clusters: readonly Cluster[],
  { draw, look, frame }: { draw: GeoPath; look: Look; frame: Frame },
  chosen: ReadonlySet<string>,
): VagueDisc[] {
  const discOf = (place: PlaceEntry, cluster: Cluster): VagueDisc[] => {
    const open = chosen.has(place.key);
    const reach = ((place.precision ?? 0) / EARTH_KM) * look.scale;
    const most = open ? Math.max(frame.width, frame.height) : MOST * Math.min(frame.width, frame.height);
    const shown = cluster.places.length === 1 || open;
    if (!place.point || !shown || reach < cluster.radius + 2 || reach > most) return [];
    const circle = geoCircle()
      .center([place.point.lon, place.point.lat])
      .radius(((place.precision ?? 0) / EARTH_KM) * (180 / Math.PI));
    return [{ key: place.key, d: draw(circle()) ?? '', open }];
  };
  return clusters.flatMap((cluster) => cluster.places.flatMap((place) => discOf(place, cluster)));
}
