/** Both ends of an axis. */
export type Domain = readonly [low: number, high: number];

const growth = [1, 1.2, 1.6, 2, 2.5, 3.2, 4, 5, 6.4, 8];
const shortest = 20;
/** So many make a step of half the domain at most: two ticks lie in it. */
const fewestIntervals = 4;
/** Share of a value: labels have four digits. */
const flatness = 1e-3;

/**
 * Both ends of the step axis: rounded, with room to grow, so that it changes rarely; never beyond `total`.
 * @param previous kept, the very same value, as long as it fits
 */
export function stepDomain(step: number, total?: number, previous?: Domain): Domain {
  const most = total ?? Infinity;
  if (previous && step <= previous[1] && step * 4 >= previous[1] && previous[1] <= most) return previous;
  const high = Math.max(1, step, Math.min(roomFor(step, shortest, Math.round), most));
  return previous && previous[1] === high ? previous : [0, high];
}

/**
 * Both ends of an axis that grows with the run and is no count of steps: rounded, with room to grow.
 * @param reached as far as the run has come
 * @param shortest length that it begins with
 * @param previous kept, the very same value, as long as it fits
 */
export function growingDomain(reached: number, shortest: number, previous?: Domain): Domain {
  if (previous && reached <= previous[1] && reached * 4 >= previous[1]) return previous;
  const high = roomFor(reached, shortest, exactly);
  return previous && previous[1] === high ? previous : [0, high];
}

/** A rounded value somewhat beyond what is reached. */
function roomFor(reached: number, least: number, round: (value: number) => number): number {
  const wanted = Math.max(least, reached * 1.15);
  const power = 10 ** Math.floor(Math.log10(wanted));
  return growth.map((factor) => round(factor * power)).find((each) => each >= wanted) ?? power * 10;
}

/**
 * Both ends of a value axis: 0 to 1 for shares, else from 0 (or a rounded value below all, if some are negative) to a
 * rounded value above all.
 * @param low lowest finite value, `Infinity` if there is none
 * @param high highest finite value
 * @param previous kept, the very same value, as long as it fits and is not far too wide
 */
export function valueDomain(low: number, high: number, isShare: boolean, previous?: Domain): Domain {
  const next = wantedDomain(low, high, isShare);
  if (!previous) return next;
  const isSame = previous[0] === next[0] && previous[1] === next[1];
  const fits = low <= high && previous[0] <= Math.min(0, low) && previous[1] >= high;
  const isTight = previous[1] - previous[0] <= 4 * (next[1] - next[0]);
  return isSame || (fits && isTight && !isShare) ? previous : next;
}

function wantedDomain(low: number, high: number, isShare: boolean): Domain {
  if (low > high || (isShare && low >= 0 && high <= 1)) return [0, 1];
  const lowest = Math.min(0, low);
  return roundedOut(lowest, high > lowest ? high : lowest + 1);
}

function roundedOut(low: number, high: number): Domain {
  const room = (high - low) * 0.1;
  const unit = tickStep(high - low + room, 5) / 5;
  const top = exactly(Math.ceil((high + room) / unit) * unit);
  return [low < 0 ? exactly(Math.floor((low - room) / unit) * unit) : 0, top];
}

/** Rounded values within a domain, at most about `most` of them, but two at least: one alone tells no scale. Lowest first. */
export function valueTicks(domain: Domain, most: number): readonly number[] {
  const range = domain[1] - domain[0];
  const wanted = ticks(domain, tickStep(range, most));
  return wanted.length > 1 ? wanted : ticks(domain, tickStep(range, Math.max(most, fewestIntervals)));
}

/** Rounded whole steps within a domain, at most about `most` of them. */
export function stepTicks(domain: Domain, most: number): readonly number[] {
  return ticks(domain, Math.max(1, Math.ceil(tickStep(domain[1] - domain[0], most))));
}

/**
 * Both ends of a logarithmic axis, as powers of ten: rounded values below and above all.
 * @param low lowest value above 0, `Infinity` if there is none
 * @param previous kept, the very same value, as long as it fits and is not far too wide
 */
export function logDomain(low: number, high: number, previous?: Domain): Domain {
  if (!(low <= high)) return previous ?? [-1, 0];
  const next = roundedLog(low, high);
  if (!previous) return next;
  const isSame = previous[0] === next[0] && previous[1] === next[1];
  const fits = previous[0] <= Math.log10(low) && previous[1] >= Math.log10(high);
  return isSame || (fits && previous[1] - previous[0] <= 2 * (next[1] - next[0])) ? previous : next;
}

function roundedLog(low: number, high: number): Domain {
  // What differs in its last digits alone is drawn as one value, with room around it.
  const isFlat = high - low < high * flatness;
  const unit = tickStep(isFlat ? high : high - low, 5);
  const below = Math.ceil(low / unit - 1) * unit;
  if (high < 3 * low && below > 0)
    return [Math.log10(exactly(below)), Math.log10(exactly(Math.floor(high / unit + 1) * unit))];
  return [Math.log10(mark(low, -1)), Math.log10(mark(high, 1))];
}

/** The nearest of 1, 2, 5 times a power of ten that is not above a value, or not below it. */
function mark(value: number, direction: 1 | -1): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const marks = [1, 2, 5, 10].map((factor) => exactly(factor * power));
  const found = direction > 0 ? marks.find((each) => each >= value) : marks.filter((each) => each <= value).at(-1);
  return found ?? value;
}

/**
 * Rounded values for a logarithmic axis, lowest first: powers of ten, with 2 and 5 between them where there is room.
 * @param domain as powers of ten
 */
export function logTicks([low, high]: Domain, most: number): readonly number[] {
  const [from, to] = [10 ** low, 10 ** high];
  if (high - low < 0.7) return valueTicks([from, to], most);
  const powers = Array.from({ length: Math.ceil(high) - Math.floor(low) + 1 }, (_, i) => Math.floor(low) + i);
  const isInside = (value: number) => value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9);
  for (const factors of [[1, 2, 5], [1, 3], [1]]) {
    const values = powers.flatMap((power) => factors.map((factor) => exactly(factor * 10 ** power))).filter(isInside);
    if (values.length <= most + 1) return values;
  }
  const every = Math.ceil(powers.length / Math.max(1, most));
  return powers
    .filter((power) => power % every === 0)
    .map((power) => exactly(10 ** power))
    .filter(isInside);
}

function ticks([low, high]: Domain, step: number): readonly number[] {
  const from = Math.ceil(low / step - 1e-9);
  const to = Math.floor(high / step + 1e-9);
  return Array.from({ length: to - from + 1 }, (_, i) => exactly((from + i) * step));
}

/** The smallest of 1, 2, 2.5, 5 times a power of ten that needs no more than `most` intervals. */
function tickStep(range: number, most: number): number {
  const rough = range / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((f) => f * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Takes away what binary fractions add: 0.30000000000000004 becomes 0.3. */
function exactly(value: number): number {
  return Number(value.toPrecision(12));
}
