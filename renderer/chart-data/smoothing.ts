import { Points } from './points';

/** The weight of the past that smoothing begins with. */
export const usualWeight = 0.6;
/** Beyond it a line of thousands of steps would hardly move. */
export const mostWeight = 0.999;

/**
 * An exponential moving average without the bias of its start: `m = w·m + (1 − w)·value`, divided by `1 − w^n` after `n`
 * values. The first value stands for itself. Values that are not finite are passed over and give themselves.
 */
export class Smoother {
  readonly #weight: number;
  #mean = 0;
  /** `w^n`: how much of the mean is still the zero it began with. */
  #bias = 1;

  /** @param weight of what came before, from 0 to below 1 */
  constructor(weight: number) {
    this.#weight = weight;
  }

  next(value: number): number {
    if (!Number.isFinite(value)) return value;
    this.#mean = this.#weight * this.#mean + (1 - this.#weight) * value;
    this.#bias *= this.#weight;
    return this.#mean / (1 - this.#bias);
  }
}

/**
 * The smoothed forms of lines. Each point is smoothed once, when it has come, out of all points before it: what is drawn
 * of a step never changes afterwards, and does not depend on how closely it is looked at.
 */
export class Smoothing {
  readonly weight: number;
  readonly #lines = new WeakMap<Points, { readonly smoother: Smoother; readonly smoothed: Points; next: number }>();

  /** @param weight of what came before, from 0 to below 1 */
  constructor(weight: number) {
    this.weight = weight;
  }

  /** The smoothed form of a line, as far as the line has come: the same object each time. */
  of(points: Points): Points {
    let line = this.#lines.get(points);
    if (!line) {
      line = { smoother: new Smoother(this.weight), smoothed: new Points(), next: points.first };
      this.#lines.set(points, line);
    }
    for (; line.next < points.length; line.next++) {
      line.smoothed.add(points.stepAt(line.next), line.smoother.next(points.valueAt(line.next)));
    }
    return line.smoothed;
  }
}
