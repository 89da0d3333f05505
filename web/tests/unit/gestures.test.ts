/** What hands do to the map: dragged, stretched by two fingers, pressed; and the way that a glide takes. */
import { expect, test, vi } from 'vitest';
import { MapGestures, type MapMoves } from '../../src/map/gestures';
import { between } from '../../src/map/gliding';

const area = {
  getBoundingClientRect: () => ({ left: 10, top: 20 }),
  setPointerCapture: () => {},
} as unknown as HTMLElement;
function made() {
  const moves = {
    hold: vi.fn(),
    drag: vi.fn(),
    stretch: vi.fn(),
    press: vi.fn(),
    point: vi.fn(),
  } satisfies MapMoves;
  return { moves, gestures: new MapGestures(() => area, moves) };
}
const at = (x: number, y: number, pointerId = 1) =>
  ({ clientX: x + 10, clientY: y + 20, pointerId, button: 0, pointerType: 'mouse' }) as PointerEvent;

test('a press is one that does not move; a tremble is none', () => {
  const { moves, gestures } = made();
  gestures.onpointerdown(at(50, 50));
  gestures.onpointermove(at(52, 51));
  gestures.onpointerup(at(52, 51));
  expect(moves.press).toHaveBeenCalledExactlyOnceWith({ x: 52, y: 51 });
  expect(moves.drag).not.toHaveBeenCalled();
});
test('a drag moves the map by what the hand moves, and presses nothing', () => {
  const { moves, gestures } = made();
  gestures.onpointerdown(at(50, 50));
  gestures.onpointermove(at(60, 50));
  gestures.onpointermove(at(65, 45));
  gestures.onpointerup(at(65, 45));
  expect(moves.drag.mock.calls).toEqual([
    [10, 0],
    [5, -5],
  ]);
  expect(moves.press).not.toHaveBeenCalled();
});
test('two fingers stretch around the one that rests', () => {
  const { moves, gestures } = made();
  gestures.onpointerdown(at(0, 0, 1));
  gestures.onpointerdown(at(10, 0, 2));
  gestures.onpointermove(at(20, 0, 2));
  expect(moves.stretch).toHaveBeenCalledExactlyOnceWith(2, { x: 0, y: 0 });
  gestures.onpointerup(at(0, 0, 1));
  gestures.onpointerup(at(20, 0, 2));
  expect(moves.press).not.toHaveBeenCalled();
});
test('what is cancelled is no press', () => {
  const { moves, gestures } = made();
  gestures.onpointerdown(at(5, 5));
  gestures.onpointercancel(at(5, 5));
  gestures.onpointerup(at(5, 5));
  expect(moves.press).not.toHaveBeenCalled();
});
test('a mouse that hovers points', () => {
  const { moves, gestures } = made();
  gestures.onpointermove(at(7, 8));
  gestures.onpointerleave();
  expect(moves.point.mock.calls).toEqual([[{ x: 7, y: 8 }], [null]]);
});
test('a glide takes the shorter way round the globe and ends where it should', () => {
  const [from, to] = [
    { lon: 170, lat: 0, scale: 100 },
    { lon: -170, lat: 10, scale: 400 },
  ];
  expect(between(from, to, 0)).toEqual(from);
  expect(between(from, to, 1)).toEqual({ lon: 190, lat: 10, scale: 400 });
  const half = between(from, to, 0.5);
  expect(half.lon).toBeGreaterThan(170);
  expect(half.lon).toBeLessThan(190);
});
