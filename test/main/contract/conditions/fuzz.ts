import { compileCondition } from '../../../../main/contract/conditions/compile';
import { completionsAt } from '../../../../main/contract/conditions/completions';
import type { ConditionSources } from '../../../../main/contract/conditions/condition-sources';
import { Histories } from '../../../../main/contract/conditions/histories';
import { parseLogText } from '../../../../main/contract/conditions/log-text';
import { parseCondition } from '../../../../main/contract/conditions/parse-condition';
import { errorText } from '../../../../main/contract/text';
import { sourcesOf, vocabulary } from './example-run';

const good =
  'loss accuracy val_loss out_a_loss step epoch batch lr gradNorm updateRatio mean( median( ema( slope( min( max( std( previous( series("gan/d_loss") abs( sqrt( isNaN( batch.rows batch.has( batch.count( "dense_1" dense_2 "cat" ( ) , + - * / % ** < > <= >= == != && || ! ? : 0 1 2 50 0.9 1e3 true false';
const bad =
  '__proto__ constructor prototype this import new delete typeof void in instanceof function return class await yield eval Function globalThis window process require toString valueOf hasOwnProperty __defineGetter__ ` ${ } { [ ] ; = => += ++ -- ?. ?? ... /x/g \\ \\u0041 \' " \u0000 \u2028 \ud800 名前 損失 （ ） 😀 ‮ ≥ & | ^ ~ << >>> @ # . .. 1.2.3 0x10 1e 1e999 1n .constructor ["constructor"] [__proto__] .__proto__ .prototype ("x") () arguments null undefined NaN Infinity';
const words = [good.split(' '), bad.split(' ')] as const;

/** Draws a whole number from 0 to below a limit. */
export type Draw = (below: number) => number;

/** The same numbers for the same seed. */
export function drawFrom(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export const oneOf = <Item>(list: readonly Item[], draw: Draw): Item => list[draw(list.length)]!;
const operators = '+ - * / % ** < > <= >= == != && || === & ??'.split(' ');
const functions = 'mean median ema slope min max std previous abs sqrt isNaN gradNorm batch.count series loss'.split(
  ' ',
);
const leaves =
  'loss accuracy val_loss los step lr batch.rows batch.hasNaN batch.foo gradNorm updateRatio isNaN 0 2 50 0.9 true "cat" "dense_1" dense_2 constructor __proto__ this'.split(
    ' ',
  );

/** An expression that is right in form, and often in nothing else. */
function expression(depth: number, draw: Draw): string {
  if (depth === 0 || draw(4) === 0) return oneOf(leaves, draw);
  const inner = (): string => expression(depth - 1, draw);
  switch (draw(6)) {
    case 0:
      return `${oneOf(functions, draw)}(${Array.from({ length: draw(4) }, inner).join(', ')})`;
    case 1:
      return `${oneOf(functions, draw)}(${oneOf(leaves, draw)}, ${draw(60)})`;
    case 2:
      return `${oneOf(['-', '!', '+', '~'], draw)}${inner()}`;
    case 3:
      return `(${inner()} ? ${inner()} : ${inner()})`;
    default:
      return `${draw(2) === 0 ? `(${inner()})` : inner()} ${oneOf(operators, draw)} ${inner()}`;
  }
}

/** Texts of random words and expressions, some of them cut or spoilt. The same for the same seed. */
export function* randomTexts(count: number, seed: number): Generator<string> {
  const draw = drawFrom(seed);
  for (let made = 0; made < count; made++) {
    if (made % 2 === 0) {
      const text = expression(1 + draw(made % 40 === 0 ? 7 : 3), draw);
      const at = draw(text.length);
      yield draw(4) > 0 ? text : text.slice(0, at) + oneOf(words[draw(2)]!, draw) + text.slice(at + draw(3));
      continue;
    }
    const share = draw(4);
    const pieces = Array.from({ length: 1 + draw(made % 50 === 0 ? 120 : 12) }, () => {
      const list = words[draw(4) < share ? 1 : 0];
      const word = draw(30) === 0 ? String.fromCharCode(draw(0x10000)) : list[draw(list.length)]!;
      return word + (draw(3) === 0 ? '' : ' ');
    });
    yield pieces.join('');
  }
}

/** What a program could be reached through; must stay as it is. */
const builtIns = [Object, Array, Function, String, Number, RegExp, Map, Error].flatMap((each) => [
  each,
  each.prototype as object,
]);
const stateOf = (): string =>
  JSON.stringify([...builtIns, globalThis].map((each) => Reflect.ownKeys(each).map(String).sort()));

/** Numbers that note every name they are asked for, and know no others than those of the vocabulary. */
function guarded(): ConditionSources {
  const { series, epochSeries, layers } = vocabulary;
  const all: ConditionSources = sourcesOf({
    isOwn: () => true,
    series: Object.fromEntries([...series, ...epochSeries].map((key, at) => [key, at / 2])),
  });
  const allowed = new Set(Object.keys(all));
  const watched: ConditionSources = {
    ...all,
    series: (key) => {
      if (![...series, ...epochSeries].includes(key)) throw new Error(`asked for the series ${key}`);
      return all.series(key);
    },
    measure: (name, layer) => {
      if (layer !== undefined && !layers.includes(layer)) throw new Error(`asked for the layer ${layer}`);
      return all.measure(name, layer);
    },
  };
  return new Proxy(watched, {
    get(target, name) {
      if (typeof name !== 'string' || !allowed.has(name)) throw new Error(`asked for ${String(name)}`);
      return target[name as keyof ConditionSources];
    },
  });
}

export type FuzzResult = { readonly parsed: number; readonly refused: number; readonly codes: ReadonlySet<string> };

/** Reads, judges and completes every text. @throws if one does more than come to a value or to problems */
export function fuzz(texts: Iterable<string>): FuzzResult {
  const before = stateOf();
  const sources = guarded();
  const codes = new Set<string>();
  let [parsed, refused] = [0, 0];
  for (const text of texts) {
    const parsing = parseCondition(text, vocabulary);
    parseLogText(`a {${text}} b`, vocabulary);
    completionsAt(text, text.length >> 1, vocabulary);
    if ('problems' in parsing) {
      refused += 1;
      for (const { start, end, report } of parsing.problems) {
        if (!(start >= 0 && start <= end && end <= text.length)) throw new Error(`no place in ${JSON.stringify(text)}`);
        if (errorText(report, 'en').headline === '') throw new Error(`no words for ${report.code}`);
        codes.add(report.code);
      }
      continue;
    }
    parsed += 1;
    const histories = new Histories();
    const condition = compileCondition(parsing.parsed, histories);
    histories.record('before-commit', sources);
    const value = condition.evaluate(sources);
    const { type } = parsing.parsed;
    const wanted = type === 'series' ? 'number' : type === 'text' ? 'string' : type;
    if (typeof value !== wanted) throw new Error(`${text} is ${typeof value}, not ${wanted}`);
    condition.partValues(sources);
  }
  if (stateOf() !== before) throw new Error('something of the program itself was changed');
  return { parsed, refused, codes };
}
