import { parseArgs } from 'node:util';

/**
 * Ends a benchmark that can't be run as it was asked to.
 * @param {string} problem what was expected and what was given
 * @returns {never}
 */
export function refuse(problem) {
  console.error(problem);
  process.exit(2);
}

/**
 * The options of the command line by name. The first that is wrong is told in one line, and ends the benchmark.
 * @template {{ readonly [name: string]: boolean | number | string }} Options
 * @param {Options} defaults a flag, a number above 0, or a text: '' where none is given
 * @param {readonly string[]} [args]
 * @returns {Options}
 */
export function readOptions(defaults, args = process.argv.slice(2)) {
  const options = Object.entries(defaults).map(([name, value]) => [
    name,
    { type: typeof value === 'boolean' ? 'boolean' : 'string' },
  ]);
  try {
    const { values } = parseArgs({ args: [...args], options: Object.fromEntries(options) });
    const given = Object.entries(values).map(([name, value]) => [name, typed(name, value, defaults[name])]);
    return { ...defaults, ...Object.fromEntries(given) };
  } catch (error) {
    // What follows the first sentence is how to write values that begin with a dash.
    const [problem] = error.message.split(/\.(?:\s|$)/);
    return refuse(`${problem}. Options: ${Object.entries(defaults).map(spelling).join(' ')}`);
  }
}

function typed(name, value, standard) {
  if (typeof standard !== 'number') return value;
  const number = Number(value);
  if (number > 0 && number < Infinity) return number;
  throw new RangeError(`--${name}: expected a number above 0, got '${value}'`);
}

function spelling([name, standard]) {
  if (typeof standard === 'boolean') return `[--${name}]`;
  return `[--${name} ${standard === '' ? name.toUpperCase() : standard}]`;
}

/**
 * Which of several names an option asks for: a list with commas, or '' for all of them.
 * @param {string} option
 * @param {string} given
 * @param {readonly string[]} known
 * @returns {readonly string[]}
 */
export function someOf(option, given, known) {
  const names = given === '' ? known : given.split(',');
  const wrong = names.find((name) => !known.includes(name));
  return wrong === undefined ? names : refuse(`--${option}: expected some of ${known.join(', ')}; got '${wrong}'`);
}
