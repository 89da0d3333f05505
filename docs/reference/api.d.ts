// The records of Strandline's HTTP interface. Made by `python tools/make_openapi.py`: do not edit.

/** Somebody who does, suffers, says, hears or passes on; ``id`` is the same across documents. */
export interface Actor {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly name: string;
  readonly id: string;
  readonly role: "addressee" | "agent" | "instrument" | "other" | "patient" | "speaker" | "via";
}

/** One link of the chain of who says so; outermost first in ``Claim.attribution``. */
export interface Attribution {
  readonly source: Span | null;
  readonly source_kind: "broadcast" | "document" | "named_group" | "named_person" | "publication" | "unknown" | "unnamed_group" | "unnamed_person";
  readonly cue: Span | null;
  readonly content: Span;
  readonly terms: "anonymous" | "background" | "on_record" | "unstated";
  readonly basis: "briefed" | "cites_other" | "document" | "eyewitness" | "imagery" | "intercept" | "unstated";
  readonly name?: string | null;
}

/** The events that begin in ``[from_, to)``, ISO instants in UTC, and how many of them are disputed. */
export interface Bucket {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly disputed: number;
}

/** Everything, in the form of the page's data. */
export interface Chronology {
  readonly format: number;
  readonly generated_by: string;
  readonly title: string;
  readonly documents: readonly Document[];
  readonly claims: readonly Claim[];
  readonly events: readonly Event[];
  readonly origins: readonly Origin[];
  readonly report: Report;
  readonly decisions_last: number;
  readonly hidden: readonly string[];
}

/** One statement, in one place of one document, that something happened, will, may or did not. ``quote`` is the clause that states it, ``text[start:end] == quote``; the trigger lies in it. ``confidence`` is a probability. ``status_reason`` says why the status is what it is. ``event`` is set by reconciling. */
export interface Claim {
  readonly id: string;
  readonly document: string;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly trigger: Trigger;
  readonly kind: "accident" | "accuse" | "agree" | "aid" | "appoint" | "assault" | "coerce" | "concede" | "consult" | "cooperate" | "death" | "disaster" | "elect" | "legal" | "meet" | "mobilize" | "move" | "other" | "protest" | "publish" | "reject" | "request" | "retreat" | "sanction" | "statement" | "support" | "threaten" | "transact";
  readonly status: "attempted" | "conditional" | "denied" | "did_not_happen" | "happened" | "ongoing" | "ordered" | "planned" | "possible" | "proposed" | "threatened" | "unclear";
  readonly when: When;
  readonly where: readonly Place[];
  readonly actors: readonly Actor[];
  readonly figures: readonly Figure[];
  readonly attribution: readonly Attribution[];
  readonly confidence: number;
  readonly event?: string | null;
  readonly status_reason?: string;
}

/** One claim's own figure inside an event's figure. */
export interface ClaimFigure {
  readonly claim: string;
  readonly low: number;
  readonly high: number | null;
  readonly text: string;
}

/** Values that exclude each other for the same thing, side by side. */
export interface Conflict {
  readonly field: "actors" | "figures" | "status" | "when" | "where";
  readonly values: readonly ConflictValue[];
}

/** One side of a conflict: the value in words and the claims that hold it. */
export interface ConflictValue {
  readonly value: string;
  readonly claims: readonly string[];
}

/** A decision and what it changed: events and claims whole, as they now are; ids that redirect or are gone. ``job`` is the id of the run that brings the rest of the effect. */
export interface DecisionAnswer {
  readonly decision: NumberedDecision;
  readonly last: number;
  readonly events: readonly Event[];
  readonly removed: readonly string[];
  readonly redirects: Readonly<Record<string, string>>;
  readonly claims: readonly Claim[];
  readonly documents: readonly Document[];
  readonly job: string | null;
}

/** Rows of the log, how many there are in all, and the number of the last one that was taken. */
export interface DecisionPage {
  readonly total: number;
  readonly last: number;
  readonly decisions: readonly NumberedDecision[];
}

/** A decision as the page sends it. ``seen`` is the number of the last decision that the page knows; ``id``, 16 to 32 hex digits that the page makes up, lets it send the same decision again when no answer came: it is taken once. */
export interface DecisionRequest {
  readonly action: string;
  readonly target?: string;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly note?: string;
  readonly who?: string | null;
  readonly seen?: number | null;
  readonly id?: string | null;
}

/** Counts over time, empty spans too, and how many of the events have no time at all. */
export interface Density {
  readonly buckets: readonly Bucket[];
  readonly undated: number;
}

/** One text with what is known of its making. ``id`` is the first 16 hex digits of ``sha256``, the hash of the bytes that were read. ``text`` is canonical: NFC is *not* applied (offsets must survive), line ends are ``\n``, no NUL or other C0 control but tab and line feed. ``path`` is relative to the input root with ``/`` between its parts. ``origin`` is set by reconciling. */
export interface Document {
  readonly id: string;
  readonly sha256: string;
  readonly path: string;
  readonly title: string | null;
  readonly publisher: string | null;
  readonly authors: readonly string[];
  readonly published: Published | null;
  readonly retrieved: string | null;
  readonly language: string | null;
  readonly text: string;
  readonly text_sha256: string;
  readonly origin?: string | null;
  readonly locators?: readonly Locator[];
  readonly media_type?: string;
  readonly url?: string | null;
}

/** Documents without their texts (``text`` is empty), and how many there are in all. */
export interface DocumentPage {
  readonly total: number;
  readonly limit: number;
  readonly offset: number;
  readonly documents: readonly Document[];
}

/** A document and its claims, in the order of its text. */
export interface DocumentWithClaims {
  readonly document: Document;
  readonly claims: readonly Claim[];
}

/** The one shape of errors. */
export interface Error {
  readonly error: ErrorBody;
}

/** What went wrong: the HTTP status, a short word for machines, a sentence for people. */
export interface ErrorBody {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** What claims are about, merged across documents. ``why`` says why its claims are one event. */
export interface Event {
  readonly id: string;
  readonly gist: string;
  readonly kind: "accident" | "accuse" | "agree" | "aid" | "appoint" | "assault" | "coerce" | "concede" | "consult" | "cooperate" | "death" | "disaster" | "elect" | "legal" | "meet" | "mobilize" | "move" | "other" | "protest" | "publish" | "reject" | "request" | "retreat" | "sanction" | "statement" | "support" | "threaten" | "transact";
  readonly status: "attempted" | "conditional" | "denied" | "did_not_happen" | "happened" | "ongoing" | "ordered" | "planned" | "possible" | "proposed" | "threatened" | "unclear";
  readonly when: When;
  readonly where: readonly Place[];
  readonly actors: readonly Actor[];
  readonly figures: readonly EventFigure[];
  readonly claims: readonly string[];
  readonly documents: number;
  readonly origins: number;
  readonly conflicts: readonly Conflict[];
  readonly after: readonly string[];
  readonly before: readonly string[];
  readonly review?: "accepted" | "edited" | "open" | "rejected";
  readonly why?: readonly string[];
}

/** A figure over all claims of an event: ``low`` is the least low, ``high`` the greatest high (null: open). */
export interface EventFigure {
  readonly what: "captured" | "count" | "displaced" | "injured" | "killed" | "missing";
  readonly low: number;
  readonly high: number | null;
  readonly whose: string | null;
  readonly values: readonly ClaimFigure[];
}

/** Events in order of display, and how many there are in all. */
export interface EventPage {
  readonly total: number;
  readonly limit: number;
  readonly offset: number;
  readonly events: readonly Event[];
}

/** An event, its claims in its order, and their documents without their texts. */
export interface EventWithClaims {
  readonly event: Event;
  readonly claims: readonly Claim[];
  readonly documents: readonly Document[];
}

/** How many: what the words can mean at least and at most. ``high`` null is open; ``low <= high``. */
export interface Figure {
  readonly what: "captured" | "count" | "displaced" | "injured" | "killed" | "missing";
  readonly low: number;
  readonly high: number | null;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly whose: string | null;
}

/** Work in the background. ``total`` is 0 where nobody knows; ``changes`` counts what became of events. */
export interface Job {
  readonly id: string;
  readonly kind: "documents" | "rebuild" | "refresh";
  readonly state: "done" | "failed" | "running" | "waiting";
  readonly stage: string | null;
  readonly done: number;
  readonly total: number;
  readonly started: string | null;
  readonly ended: string | null;
  readonly added: number;
  readonly refused: readonly JobRefusal[];
  readonly changes: Readonly<Record<string, number>>;
  readonly error: string | null;
}

/** A file that was not read. */
export interface JobRefusal {
  readonly path: string;
  readonly reason: string;
  readonly code: string;
}

/** The id of a job that was started. */
export interface JobStarted {
  readonly job: string;
}

/** A place that people cite: page or paragraph ``number`` (from 1) spans ``[start, end)``. */
export interface Locator {
  readonly kind: "page" | "paragraph";
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** Who is asking. ``csrf`` goes into the header ``X-CSRF-Token`` of whatever writes; null: none is needed. */
export interface Me {
  readonly name: string;
  readonly role: "owner" | "reader" | "reviewer";
  readonly accounts: boolean;
  readonly csrf: string | null;
}

/** Nothing was written: what others decided since, and the events as they now are. */
export interface Meanwhile {
  readonly error: ErrorBody;
  readonly decisions: readonly NumberedDecision[];
  readonly events: readonly Event[];
  readonly last: number;
}

/** A row of the log; ``number`` counts from 1, ``undone_by`` is the id of the decision that takes it back. */
export interface NumberedDecision {
  readonly id: string;
  readonly at: string;
  readonly who: string;
  readonly action: string;
  readonly target: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly note: string;
  readonly number: number;
  readonly undone_by: string | null;
}

/** Documents that speak with one voice; ``why`` gives one reason for each document after the first. */
export interface Origin {
  readonly id: string;
  readonly documents: readonly string[];
  readonly why?: readonly string[];
}

/** A place as named in the text. ``precision`` is a radius in km; a country has no point (lat, lon null). */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly name: string;
  readonly id: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly country: string | null;
  readonly level: "area" | "country" | "facility" | "locality" | "region" | "unknown" | "water";
  readonly precision: number | null;
  readonly role?: "at" | "from" | "to";
}

/** When a document was published: ISO dates or instants, ``earliest <= latest``. */
export interface Published {
  readonly earliest: string;
  readonly latest: string;
  readonly basis: "dateline" | "file-name" | "given" | "metadata" | "sidecar";
}

/** An input that was not read, and why. */
export interface Refusal {
  readonly path: string;
  readonly reason: string;
  readonly code: string;
}

/** What the last run told of itself. */
export interface Report {
  readonly counts: Readonly<Record<string, unknown>>;
  readonly refused: readonly Refusal[];
  readonly undated: readonly string[];
  readonly notes: readonly string[];
}

/** Some words of a document. ``0 <= start <= end <= len(text)``. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** TIMEX3 type and value (ISO 8601 as TimeML extends it). */
export interface Timex {
  readonly type: "DATE" | "DURATION" | "SET" | "TIME";
  readonly value: string;
}

/** The word or phrase that names the happening, with its lemma. */
export interface Trigger {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly lemma: string;
}

/** Where in time a happening lies: somewhere in ``[earliest, latest]``; ``None`` is open. ``earliest <= latest`` when both are known. ``reason`` is one line that a person can check. */
export interface When {
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly granularity: "century" | "day" | "decade" | "hour" | "instant" | "minute" | "month" | "part-of-day" | "quarter" | "season" | "unknown" | "week" | "year";
  readonly edtf: string | null;
  readonly timex: Timex | null;
  readonly expression: Span | null;
  readonly basis: "inferred" | "inherited" | "publication" | "relative" | "stated" | "unknown";
  readonly qualifier: "" | "?" | "~";
  readonly zone: string | null;
  readonly zone_assumed: boolean;
  readonly reason: string;
  readonly duration?: string | null;
}
