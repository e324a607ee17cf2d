import { median } from './race.mjs';

const columns = ['compiledMs', 'eagerMs', 'tfjsMs', 'kerasFitMs', 'kerasFitOneDnnMs', 'kerasTrainOnBatchMs', 'torchMs'];
/**
 * How far apart losses may be: of the first step, which no optimizer has touched, and of all ten. tfjs and PyTorch add
 * Adam's epsilon elsewhere than Keras.
 */
const tolerances = { first: 1e-4, all: 2e-3, allOfOtherAdam: 5e-2 };
const hasOtherAdam = (name) => ['tfjs', 'torch'].includes(name);

const rounded = (ms) => (ms === undefined ? null : Number(ms.toPrecision(5)));
const msOf = (results, name) => results.get(name) && median(results.get(name).rounds);

/** The row of a case, every column of it: null where nothing was measured. */
export function rowOf(name, contenders, results) {
  const byColumn = new Map(contenders.map((contender) => [contender.column, msOf(results, contender.name)]));
  return { case: name, ...Object.fromEntries(columns.map((column) => [column, rounded(byColumn.get(column))])) };
}

const rivals = ['Keras fit', 'fit, oneDNN on', 'fit, oneDNN off', 'faster Keras', 'PyTorch'];
const bestOf = (results) => (results.has('compiled') ? 'compiled' : 'eager');

/** One contender's milliseconds over another's, with the least and the most of the single rounds. */
function ratioOf(results, ours, theirs) {
  const [above, below] = [results.get(ours), results.get(theirs)];
  if (!above || !below) return undefined;
  const each = above.rounds.map((ms, round) => ms / below.rounds[round]);
  return { value: median(above.rounds) / median(below.rounds), least: Math.min(...each), most: Math.max(...each) };
}

/**
 * Our best step against the others.
 * @returns {{ against: string, ratio: { value: number, least: number, most: number }, target?: number, isMet: boolean }[]}
 * with a target where there is one: Keras's settings other than its default are for comparison
 */
export function ratiosOf(results, target) {
  const ours = bestOf(results);
  const settings = ['keras-fit', 'keras-onednn', 'keras-off'].filter((name) => results.has(name));
  const [faster] = settings.sort((a, b) => msOf(results, a) - msOf(results, b));
  const wanted = [
    ['keras-fit', target],
    ['keras-onednn', undefined],
    ['keras-off', undefined],
    [settings.length > 1 ? faster : undefined, 1],
    ['torch', 1],
  ];
  return wanted.flatMap(([theirs, most], index) => {
    const ratio = ratioOf(results, ours, theirs);
    if (!ratio) return [];
    const isMet = most === undefined || (index === 0 ? ratio.value <= most : ratio.value < most);
    return [{ against: rivals[index], ratio, isMet, ...(most !== undefined && { target: most }) }];
  });
}

/**
 * How far each contender's losses are from the reference's: Keras's, or else our eager step's.
 * @returns {Map<string, { first: number, all: number, isSame: boolean }>}
 */
export function lossDifferences(results) {
  const reference = ['keras-fit', 'eager', 'compiled'].find((name) => results.has(name));
  const differences = new Map();
  for (const [name, { losses }] of reference === undefined ? [] : results) {
    const each = losses.map((loss, step) => Math.abs(loss - results.get(reference).losses[step]));
    const [first, all] = [each[0], Math.max(...each)];
    const most = hasOtherAdam(name) ? tolerances.allOfOtherAdam : tolerances.all;
    differences.set(name, { first, all, isSame: first <= tolerances.first && all <= most });
  }
  return differences;
}

const msText = (ms) => (ms === undefined ? '-' : ms >= 100 ? ms.toFixed(0) : ms.toPrecision(3));

function ratioText({ ratio: { value, least, most }, target, isMet }) {
  const verdict = target === undefined ? '' : ` ${isMet ? 'meets' : 'MISSES'} ${target}`;
  return `${value.toFixed(2)} (${least.toFixed(2)}-${most.toFixed(2)})${verdict}`;
}

function differenceText(difference) {
  if (difference === undefined) return '-';
  return `${difference.all.toExponential(0)}${difference.isSame ? '' : ' OTHER NET'}`;
}

/** Rows of texts as lines, the first cell of each to the left. */
function aligned(rows) {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => row[at].length)));
  return rows.map((row) =>
    row.map((text, at) => (at === 0 ? text.padEnd(widths[0]) : text.padStart(widths[at]))).join('  '),
  );
}

/** Milliseconds a step. */
export function timeLines(contenders, races) {
  return aligned([
    ['ms a step', ...contenders.map(({ title }) => title)],
    ...[...races].map(([name, results]) => [name, ...contenders.map((each) => msText(msOf(results, each.name)))]),
  ]);
}

/** Our ratios with the range over the single rounds and their targets. */
export function ratioLines(races, targetOf) {
  const rows = [...races].map(([name, results]) => {
    const ratios = new Map(ratiosOf(results, targetOf(name)).map((each) => [each.against, each]));
    return [name, ratios];
  });
  const shown = rivals.filter((rival) => rows.some(([, ratios]) => ratios.has(rival)));
  const texts = rows.map(([name, ratios]) => [
    name,
    ...shown.map((rival) => (ratios.has(rival) ? ratioText(ratios.get(rival)) : '-')),
  ]);
  const [first] = races.values();
  return aligned([[`${bestOf(first)} against`, ...shown], ...texts]);
}

/** How far apart the losses are after the same steps. */
export function lossLines(contenders, races) {
  return aligned([
    ['loss, difference', ...contenders.map(({ title }) => title)],
    ...[...races].map(([name, results]) => {
      const differences = lossDifferences(results);
      return [name, ...contenders.map((each) => differenceText(differences.get(each.name)))];
    }),
  ]);
}
