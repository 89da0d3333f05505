/** The fixture story with some of its places on the map: invented coordinates, one country, one without any. */
import { fixture } from './pages';

interface Row {
  id: string;
  where: Record<string, unknown>[];
  actors: { id: string; name: string; role: string }[];
  claims: string[];
}
export interface Story {
  title: string;
  events: (Row & Record<string, unknown>)[];
  claims: (Row & Record<string, unknown>)[];
  documents: { id: string }[];
}

const POINTS: Record<string, [lon: number, lat: number, precision: number]> = {
  Holmvik: [5.32, 60.39, 6],
  Sundal: [8.56, 62.67, 30],
};

const COUNTRY = {
  start: 0,
  end: 6,
  text: 'Norway',
  name: 'Norway',
  id: 'place:no',
  lat: null,
  lon: null,
  country: 'NO',
  level: 'country',
  precision: null,
  role: 'at',
};

export function storyOnMap(): Story {
  const story = structuredClone(fixture('story.json')) as Story;
  for (const event of story.events) {
    event.where = event.where.map((place) => {
      const [lon, lat, precision] = POINTS[place.name as string] ?? [];
      return lon === undefined
        ? place
        : { ...place, id: `place:${String(place.name)}`, lon, lat, precision, country: 'NO' };
    });
    if (event.id === 'built') event.where = [COUNTRY];
    if (event.id === 'rust')
      event.where = [
        {
          ...COUNTRY,
          name: 'وادي الطاحونة',
          text: 'وادي الطاحونة',
          id: null,
          country: null,
          level: 'unknown',
          end: 13,
        },
      ];
  }
  return story;
}
