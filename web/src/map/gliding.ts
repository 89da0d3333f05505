/** From one look of the map to another: at once, or gliding where motion is wanted. */
import type { Look } from './projection';

const GLIDE_MS = 260;

/** The look that lies a share of the way on, from 0 to 1; the shorter way round the globe. */
export function between(from: Look, to: Look, share: number): Look {
  const t = share * (2 - share);
  const across = ((to.lon - from.lon + 540) % 360) - 180;
  return {
    lon: from.lon + across * t,
    lat: from.lat + (to.lat - from.lat) * t,
    scale: from.scale * (to.scale / from.scale) ** t,
  };
}

export class Glide {
  #frame = 0;

  /** `show` is given each look on the way, `to` last. A glide that is on its way ends. */
  go(from: Look, to: Look, show: (look: Look) => void): void {
    this.stop();
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return show(to);
    const began = performance.now();
    const step = (now: number) => {
      const share = Math.min(1, (now - began) / GLIDE_MS);
      show(between(from, to, share));
      if (share < 1) this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
  }
}
