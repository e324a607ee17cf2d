/** A number with the range that its true value lies in with 95 % certainty. */
export type Estimate = { readonly low: number; readonly middle: number; readonly high: number };

/** What two ways of doing something take: milliseconds a slice. */
export type Costs = {
  /** Of the first way. */
  readonly base: number;
  /** What the second takes beyond it. */
  readonly extra: Estimate;
  /** The same as a share of the first. */
  readonly share: Estimate;
};

/** By the wall clock, and of all threads of this process, in which other programs count little. */
export type Compared = { readonly wall: Costs; readonly processor: Costs };

type Slice = () => void | Promise<void>;
type Spent = { readonly wall: number; readonly processor: number };

/** The middle value; of an even number, the upper one. */
export function median(values: readonly number[]): number {
  return sorted(values)[values.length >> 1]!;
}

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/**
 * The median with the ranks between which the true one lies: half of all values are below it, so their number is binomial.
 * That holds for any distribution.
 */
export function estimate(values: readonly number[]): Estimate {
  const all = sorted(values);
  const reach = 0.98 * Math.sqrt(all.length);
  const at = (rank: number): number => all[Math.max(0, Math.min(all.length - 1, Math.round(rank)))]!;
  const middle = (all.length - 1) / 2;
  return { low: at(middle - reach), middle: median(all), high: at(middle + reach) };
}

async function spend(slice: Slice): Promise<Spent> {
  const begun = process.cpuUsage();
  const began = performance.now();
  await slice();
  const wall = performance.now() - began;
  const { user, system } = process.cpuUsage(begun);
  return { wall, processor: (user + system) / 1000 };
}

function costs(rounds: readonly (readonly [base: number, other: number])[]): Costs {
  return {
    base: median(rounds.map(([base]) => base)),
    extra: estimate(rounds.map(([base, other]) => other - base)),
    share: estimate(rounds.map(([base, other]) => other / base - 1)),
  };
}

/**
 * Times two ways of doing something by short turns, in the order A B B A and B A A B, so that both meet the same
 * disturbances and whatever grows with time counts in neither. Each such round is compared by itself.
 * @param rounds how many, of four slices each
 * @param warm slices of each before anything counts
 */
export async function compare(base: Slice, other: Slice, rounds: number, warm = 3): Promise<Compared> {
  const spent: [Spent, Spent, Spent, Spent][] = [];
  for (let taken = 0; taken < warm; taken += 1) for (const slice of [base, other]) await slice();
  for (let round = 0; round < rounds; round += 1) {
    const [one, two] = round % 2 === 0 ? [base, other] : [other, base];
    const [a, b, c, d] = [await spend(one), await spend(two), await spend(two), await spend(one)];
    spent.push(round % 2 === 0 ? [a, d, b, c] : [b, c, a, d]);
  }
  const by = (kind: keyof Spent): Costs =>
    costs(spent.map(([a, b, c, d]) => [(a[kind] + b[kind]) / 2, (c[kind] + d[kind]) / 2]));
  return { wall: by('wall'), processor: by('processor') };
}

/** Of slices of so many steps, what one step takes. */
export function perStep({ wall, processor }: Compared, steps: number): Compared {
  const one = ({ base, extra, share }: Costs): Costs => ({
    base: base / steps,
    extra: { low: extra.low / steps, middle: extra.middle / steps, high: extra.high / steps },
    share,
  });
  return { wall: one(wall), processor: one(processor) };
}

/**
 * Of the same comparison made several times anew, as in several processes: their mean, with the range that follows from how far
 * they lie apart (Student's t).
 */
export function overall(all: readonly Compared[]): Compared {
  const student = [Infinity, 12.7, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26][all.length - 1] ?? 2.2;
  const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
  const spread = (each: readonly Estimate[]): Estimate => {
    if (each.length === 1) return each[0]!;
    const values = each.map(({ middle }) => middle);
    const middle = mean(values);
    const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
    const reach = student * Math.sqrt(variance / values.length);
    return { low: middle - reach, middle, high: middle + reach };
  };
  const of = (kind: keyof Compared): Costs => ({
    base: mean(all.map((each) => each[kind].base)),
    extra: spread(all.map((each) => each[kind].extra)),
    share: spread(all.map((each) => each[kind].share)),
  });
  return { wall: of('wall'), processor: of('processor') };
}

/** Such as `1.2 % (0.9 to 1.5)`. */
export function percentText({ low, middle, high }: Estimate, digits = 1): string {
  const [from, text, to] = [low, middle, high].map((share) => (share * 100).toFixed(digits));
  return `${text} % (${from} to ${to})`;
}
