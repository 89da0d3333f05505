// Generated from src/strandline/records.py by `npm run types` in web/. Do not edit.

export const KIND_VALUES = [
  "accident",
  "accuse",
  "agree",
  "aid",
  "appoint",
  "assault",
  "coerce",
  "concede",
  "consult",
  "cooperate",
  "death",
  "disaster",
  "elect",
  "legal",
  "meet",
  "mobilize",
  "move",
  "other",
  "protest",
  "publish",
  "reject",
  "request",
  "retreat",
  "sanction",
  "statement",
  "support",
  "threaten",
  "transact",
] as const;
export type Kind = (typeof KIND_VALUES)[number];

export const STATUS_VALUES = [
  "attempted",
  "conditional",
  "denied",
  "did_not_happen",
  "happened",
  "ongoing",
  "ordered",
  "planned",
  "possible",
  "proposed",
  "threatened",
  "unclear",
] as const;
export type Status = (typeof STATUS_VALUES)[number];

export const REVIEW_VALUES = [
  "accepted",
  "edited",
  "open",
  "rejected",
] as const;
export type Review = (typeof REVIEW_VALUES)[number];

/** Somebody who does, suffers, says, hears or passes on; ``id`` is the same across documents. */
export interface Actor {
  end: number;
  id: string;
  name: string;
  role: "addressee" | "agent" | "instrument" | "other" | "patient" | "speaker" | "via";
  start: number;
  text: string;
}

/** One link of the chain of who says so; outermost first in ``Claim.attribution``. */
export interface Attribution {
  basis: "briefed" | "cites_other" | "document" | "eyewitness" | "imagery" | "intercept" | "unstated";
  content: Span;
  cue: Span | null;
  name?: string | null;
  source: Span | null;
  source_kind: "broadcast" | "document" | "named_group" | "named_person" | "publication" | "unknown" | "unnamed_group" | "unnamed_person";
  terms: "anonymous" | "background" | "on_record" | "unstated";
}

/** The events that begin in ``[from_, to)``, ISO instants in UTC, and how many of them are disputed. */
export interface Bucket {
  count: number;
  disputed: number;
  from: string;
  to: string;
}

/**
 * One statement, in one place of one document, that something happened, will, may or did not.
 *
 * ``quote`` is the clause that states it, ``text[start:end] == quote``; the trigger lies in it. ``confidence`` is a
 * probability. ``status_reason`` says why the status is what it is. ``event`` is set by reconciling.
 */
export interface Claim {
  actors: readonly Actor[];
  attribution: readonly Attribution[];
  confidence: number;
  document: string;
  end: number;
  event?: string | null;
  figures: readonly Figure[];
  id: string;
  kind: "accident" | "accuse" | "agree" | "aid" | "appoint" | "assault" | "coerce" | "concede" | "consult" | "cooperate" | "death" | "disaster" | "elect" | "legal" | "meet" | "mobilize" | "move" | "other" | "protest" | "publish" | "reject" | "request" | "retreat" | "sanction" | "statement" | "support" | "threaten" | "transact";
  quote: string;
  start: number;
  status: "attempted" | "conditional" | "denied" | "did_not_happen" | "happened" | "ongoing" | "ordered" | "planned" | "possible" | "proposed" | "threatened" | "unclear";
  status_reason?: string;
  trigger: Trigger;
  when: When;
  where: readonly Place[];
}

/** One claim's own figure inside an event's figure. */
export interface ClaimFigure {
  claim: string;
  high: number | null;
  low: number;
  text: string;
}

/** Values that exclude each other for the same thing, side by side. */
export interface Conflict {
  field: "actors" | "figures" | "status" | "when" | "where";
  values: readonly ConflictValue[];
}

/** One side of a conflict: the value in words and the claims that hold it. */
export interface ConflictValue {
  claims: readonly string[];
  value: string;
}

/**
 * A decision and what it changed: events and claims whole, as they now are; ids that redirect or are gone.
 *
 * ``job`` is the id of the run that brings the rest of the effect.
 */
export interface DecisionAnswer {
  claims: readonly Claim[];
  decision: NumberedDecision;
  documents: readonly Document[];
  events: readonly Event[];
  job: string | null;
  last: number;
  redirects: Readonly<Record<string, string>>;
  removed: readonly string[];
}

/** Rows of the log, how many there are in all, and the number of the last one that was taken. */
export interface DecisionPage {
  decisions: readonly NumberedDecision[];
  last: number;
  total: number;
}

/** Counts over time, empty spans too, and how many of the events have no time at all. */
export interface Density {
  buckets: readonly Bucket[];
  undated: number;
}

/**
 * One text with what is known of its making.
 *
 * ``id`` is the first 16 hex digits of ``sha256``, the hash of the bytes that were read. ``text`` is canonical: NFC is
 * *not* applied (offsets must survive), line ends are ``\n``, no NUL or other C0 control but tab and line feed.
 * ``path`` is relative to the input root with ``/`` between its parts. ``origin`` is set by reconciling.
 */
export interface Document {
  authors: readonly string[];
  id: string;
  language: string | null;
  locators?: readonly Locator[];
  media_type?: string;
  origin?: string | null;
  path: string;
  published: Published | null;
  publisher: string | null;
  retrieved: string | null;
  sha256: string;
  text: string;
  text_sha256: string;
  title: string | null;
  url?: string | null;
}

/** What claims are about, merged across documents. ``why`` says why its claims are one event. */
export interface Event {
  actors: readonly Actor[];
  after: readonly string[];
  before: readonly string[];
  claims: readonly string[];
  conflicts: readonly Conflict[];
  documents: number;
  figures: readonly EventFigure[];
  gist: string;
  id: string;
  kind: "accident" | "accuse" | "agree" | "aid" | "appoint" | "assault" | "coerce" | "concede" | "consult" | "cooperate" | "death" | "disaster" | "elect" | "legal" | "meet" | "mobilize" | "move" | "other" | "protest" | "publish" | "reject" | "request" | "retreat" | "sanction" | "statement" | "support" | "threaten" | "transact";
  origins: number;
  review?: "accepted" | "edited" | "open" | "rejected";
  status: "attempted" | "conditional" | "denied" | "did_not_happen" | "happened" | "ongoing" | "ordered" | "planned" | "possible" | "proposed" | "threatened" | "unclear";
  when: When;
  where: readonly Place[];
  why?: readonly string[];
}

/** A figure over all claims of an event: ``low`` is the least low, ``high`` the greatest high (null: open). */
export interface EventFigure {
  high: number | null;
  low: number;
  values: readonly ClaimFigure[];
  what: "captured" | "count" | "displaced" | "injured" | "killed" | "missing";
  whose: string | null;
}

/** Why an event stands where it stands; null where nothing stands above or below it. */
export interface EventStanding {
  above: StandingBy | null;
  below: StandingBy | null;
  event: string;
}

/** How many: what the words can mean at least and at most. ``high`` null is open; ``low <= high``. */
export interface Figure {
  end: number;
  high: number | null;
  low: number;
  start: number;
  text: string;
  what: "captured" | "count" | "displaced" | "injured" | "killed" | "missing";
  whose: string | null;
}

/** Work in the background. ``total`` is 0 where nobody knows; ``changes`` counts what became of events. */
export interface Job {
  added: number;
  changes: Readonly<Record<string, number>>;
  done: number;
  ended: string | null;
  error: string | null;
  id: string;
  kind: "documents" | "rebuild" | "refresh";
  refused: readonly JobRefusal[];
  stage: string | null;
  started: string | null;
  state: "done" | "failed" | "running" | "waiting";
  total: number;
}

/** A file that was not read. */
export interface JobRefusal {
  code: string;
  path: string;
  reason: string;
}

/** A place that people cite: page or paragraph ``number`` (from 1) spans ``[start, end)``. */
export interface Locator {
  end: number;
  kind: "page" | "paragraph";
  number: number;
  start: number;
}

/**
 * Who is asking. ``csrf`` goes into the header ``X-CSRF-Token`` of whatever writes; null: none is needed.
 *
 * ``originals``: pages of the PDFs that the documents were read from can be asked for.
 */
export interface Me {
  accounts: boolean;
  csrf: string | null;
  name: string;
  originals: boolean;
  role: "owner" | "reader" | "reviewer";
}

/** A row of the log; ``number`` counts from 1, ``undone_by`` is the id of the decision that takes it back. */
export interface NumberedDecision {
  action: string;
  after: unknown;
  at: string;
  before: unknown;
  id: string;
  note: string;
  number: number;
  target: string;
  undone_by: string | null;
  who: string;
}

/**
 * What the first view of a large chronology needs: its first dated events with their words, and counts over time.
 *
 * ``origins`` are all of them: their numbers are shown. Where ``large`` is false the lists are empty, and
 * ``/api/chronology`` has everything.
 */
export interface Opening {
  claims: readonly Claim[];
  counts: OpeningCounts | null;
  decisions_last: number;
  density: Density | null;
  documents: readonly Document[];
  events: readonly Event[];
  format: number;
  generated_by: string;
  hidden: readonly string[];
  large: boolean;
  origins: readonly Origin[];
  title: string;
}

/** How many there are in all; ``open`` waits for a decision, ``refused`` are files that could not be read. */
export interface OpeningCounts {
  claims: number;
  disputed: number;
  documents: number;
  events: number;
  open: number;
  refused: number;
  undated: number;
}

/** Documents that speak with one voice; ``why`` gives one reason for each document after the first. */
export interface Origin {
  documents: readonly string[];
  id: string;
  why?: readonly string[];
}

/** A place as named in the text. ``precision`` is a radius in km; a country has no point (lat, lon null). */
export interface Place {
  country: string | null;
  end: number;
  id: string | null;
  lat: number | null;
  level: "area" | "country" | "facility" | "locality" | "region" | "unknown" | "water";
  lon: number | null;
  name: string;
  precision: number | null;
  role?: "at" | "from" | "to";
  start: number;
  text: string;
}

/** When a document was published: ISO dates or instants, ``earliest <= latest``. */
export interface Published {
  basis: "dateline" | "file-name" | "given" | "metadata" | "sidecar";
  earliest: string;
  latest: string;
}

/**
 * Decisions, oldest first, and all that they can have changed, whole, as it now is.
 *
 * ``removed`` ids redirect or are gone; ``removed_claims`` were marked by hand and are no more, and an event of
 * nothing but such goes with them; documents come without their texts; ``hidden`` are all events that are hidden now.
 * Where ``complete`` is false there was too much to tell: the chronology is to be read again.
 */
export interface Reached {
  claims: readonly Claim[];
  complete: boolean;
  decisions: readonly NumberedDecision[];
  documents: readonly Document[];
  events: readonly Event[];
  hidden: readonly string[];
  last: number;
  redirects: Readonly<Record<string, string>>;
  removed: readonly string[];
  removed_claims: readonly string[];
}

/** An input that was not read, and why. */
export interface Refusal {
  code: string;
  path: string;
  reason: string;
}

/** Some words of a document. ``0 <= start <= end <= len(text)``. */
export interface Span {
  end: number;
  start: number;
  text: string;
}

/**
 * An event that stands right above or below another in the display, and why the lower one stands below the upper.
 *
 * ``tie``: nothing tells which came first, and ``reason`` is what decides instead.
 */
export interface StandingBy {
  event: string;
  gist: string;
  reason: string;
  tie: boolean;
}

/** TIMEX3 type and value (ISO 8601 as TimeML extends it). */
export interface Timex {
  type: "DATE" | "DURATION" | "SET" | "TIME";
  value: string;
}

/** The word or phrase that names the happening, with its lemma. */
export interface Trigger {
  end: number;
  lemma: string;
  start: number;
  text: string;
}

/**
 * Where in time a happening lies: somewhere in ``[earliest, latest]``; ``None`` is open.
 *
 * ``earliest <= latest`` when both are known. ``reason`` is one line that a person can check.
 */
export interface When {
  basis: "inferred" | "inherited" | "publication" | "relative" | "stated" | "unknown";
  duration?: string | null;
  earliest: string | null;
  edtf: string | null;
  expression: Span | null;
  granularity: "century" | "day" | "decade" | "hour" | "instant" | "minute" | "month" | "part-of-day" | "quarter" | "season" | "unknown" | "week" | "year";
  latest: string | null;
  qualifier: "" | "?" | "~";
  reason: string;
  timex: Timex | null;
  zone: string | null;
  zone_assumed: boolean;
}
