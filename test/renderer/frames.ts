import { vi } from 'vitest';

/** Milliseconds of a frame. */
export const frame = 16;

/** Gives a test a page's timers and frames, which pass when the test says so; to be ended by {@link endFrames}. */
export function fakeFrames(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('requestAnimationFrame', (callback: (now: number) => void) =>
    setTimeout(() => callback(performance.now()), frame),
  );
  vi.stubGlobal('cancelAnimationFrame', (id: number) => clearTimeout(id));
}

export function endFrames(): void {
  vi.useRealTimers();
  vi.unstubAllGlobals();
}
