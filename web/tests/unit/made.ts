/** Small records built by hand, and the fixture story. */
import story from '../../fixtures/story.json';
import type { Chronology } from '../../src/data/chronology';
import type { Event, When } from '../../src/generated/records';

export const STORY = story as unknown as Chronology;

export function when(earliest: string | null, latest: string | null, more: Partial<When> = {}): When {
  return {
    earliest,
    latest,
    granularity: 'day',
    edtf: null,
    timex: null,
    expression: null,
    basis: 'stated',
    qualifier: '',
    zone: null,
    zone_assumed: false,
    reason: 'made by hand',
    ...more,
  };
}

export function event(id: string, time: When, more: Partial<Event> = {}): Event {
  return {
    id,
    gist: id,
    kind: 'move',
    status: 'happened',
    when: time,
    where: [],
    actors: [],
    figures: [],
    claims: [],
    documents: 1,
    origins: 1,
    conflicts: [],
    after: [],
    before: [],
    ...more,
  };
}
