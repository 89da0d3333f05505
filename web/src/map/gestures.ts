/** What a mouse, a finger or two, a wheel and keys do to a map: each becomes a call in pixels of the map. */

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface MapMoves {
  /** Something takes hold of the map: what moves by itself stops. */
  hold(): void;
  drag(dx: number, dy: number): void;
  /** Larger by a factor, around a spot. */
  stretch(factor: number, around: Spot): void;
  /** Pressed and let go in one place. */
  press(at: Spot): void;
  /** A mouse hovers; null: no longer. */
  point(at: Spot | null): void;
}

/** A hand that moves less has not moved the map. */
const STILL_PX = 4;

export class MapGestures {
  readonly #area: () => HTMLElement;
  readonly #moves: MapMoves;
  readonly #fingers = new Map<number, Spot>();
  #held: (Spot & { moved: boolean }) | null = null;

  constructor(area: () => HTMLElement, moves: MapMoves) {
    this.#area = area;
    this.#moves = moves;
  }

  readonly onpointerdown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.#moves.hold();
    this.#area().setPointerCapture(event.pointerId);
    const at = this.#spot(event);
    this.#fingers.set(event.pointerId, at);
    this.#held = { ...at, moved: this.#fingers.size > 1 };
  };

  readonly onpointermove = (event: PointerEvent): void => {
    const at = this.#spot(event);
    const before = this.#fingers.get(event.pointerId);
    if (!before || !this.#held) {
      if (event.pointerType === 'mouse') this.#moves.point(at);
      return;
    }
    if (!this.#held.moved && Math.hypot(at.x - this.#held.x, at.y - this.#held.y) < STILL_PX) return;
    this.#held.moved = true;
    this.#moves.point(null);
    const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const factor =
        Math.hypot(at.x - other.x, at.y - other.y) / Math.hypot(before.x - other.x, before.y - other.y);
      if (Number.isFinite(factor) && factor > 0) this.#moves.stretch(factor, other);
    } else this.#moves.drag(at.x - before.x, at.y - before.y);
    this.#fingers.set(event.pointerId, at);
  };

  readonly onpointerup = (event: PointerEvent): void => {
    this.#fingers.delete(event.pointerId);
    if (this.#fingers.size || !this.#held) return;
    const { moved } = this.#held;
    this.#held = null;
    if (!moved) this.#moves.press(this.#spot(event));
  };

  readonly onpointercancel = (event: PointerEvent): void => {
    this.#fingers.delete(event.pointerId);
    this.#held = null;
  };

  readonly onpointerleave = (): void => this.#moves.point(null);

  /** Not passive: the page must not scroll as well. */
  readonly wheel = (element: HTMLElement): (() => void) => {
    const onwheel = (event: WheelEvent): void => {
      event.preventDefault();
      this.#moves.hold();
      this.#moves.stretch(2 ** (-event.deltaY * (event.ctrlKey ? 0.01 : 0.0025)), this.#spot(event));
    };
    element.addEventListener('wheel', onwheel, { passive: false });
    return () => element.removeEventListener('wheel', onwheel);
  };

  #spot(event: PointerEvent | WheelEvent): Spot {
    const box = this.#area().getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}
