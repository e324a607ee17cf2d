import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../../../main/contract/conditions/compile';
import type { ConditionValue } from '../../../../main/contract/conditions/condition-types';
import { parseCondition } from '../../../../main/contract/conditions/parse-condition';
import { sourcesOf, vocabulary } from './example-run';

function parsed(text: string) {
  const parsing = parseCondition(text, vocabulary);
  if ('problems' in parsing) throw new Error(`${text}: ${JSON.stringify(parsing.problems)}`);
  return parsing.parsed;
}

function problemsOf(text: string, expected: 'boolean' | 'any' = 'any') {
  const parsing = parseCondition(text, vocabulary, expected);
  return 'problems' in parsing ? parsing.problems : [];
}

const sources = sourcesOf({
  series: { loss: 0.5, accuracy: 0.9, 'gan/d_loss': 7, out_a_loss: 2, val_loss: 0.7 },
  measures: { gradNorm: 4, 'gradNorm dense_2': 12, updateRatio: 1e-7, 'deadShare dense_1': 0.25 },
});

describe('a condition', () => {
  it.each<[string, ConditionValue]>([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['2 ** 3 ** 2', 512],
    ['(-2) ** 2', 4],
    ['-(2 ** 2)', -4],
    ['7 % 4 - .5e1', -2],
    ['+loss', 0.5],
    ['loss', 0.5],
    ['loss > 0.4', true],
    ['loss >= 0.5 && accuracy < 0.5 || step == 120', true],
    ['!(loss > 0.4)', false],
    ['loss > 1 ? "high" : "ok"', 'ok'],
    ['loss > 0.1 ? loss : accuracy', 0.5],
    ['"a" != \'b\'', true],
    ['true === false', false],
    ['out_a_loss', 2],
    ['series("gan/d_loss") > 6', true],
    ['val_loss', 0.7],
    ['step', 120],
    ['epoch', 2],
    ['batch', 19],
    ['batch % 10 == 9', true],
    ['batch.index', 19],
    ['batch.rows', 32],
    ['batch.min', -1],
    ['batch.max', 3],
    ['batch.hasNaN', false],
    ['batch.count(2)', 20],
    ['batch.count("dog")', 10],
    ['batch.has(4711)', true],
    ['batch.has("a.png") && !batch.has(1)', true],
    ['lr', 0.01],
    ['gradNorm()', 4],
    ['gradNorm', 4],
    ['gradNorm("dense_2") > 10', true],
    ['gradNorm(dense_2)', 12],
    ['updateRatio < 1e-6', true],
    ['deadShare("dense_1")', 0.25],
    ['abs(-3) + sqrt(16) + exp(0) + log(1) + floor(2.7) + round(2.5)', 3 + 4 + 1 + 0 + 2 + 3],
    ['min(3, loss, 2) + max(loss, accuracy)', 0.5 + 0.9],
    ['isFinite(loss) && !isNaN(loss)', true],
    ['（loss　＞ ０.4） ＆＆ batch.count（“dog”） ＝＝ 10', true],
    ['"，" == "，"', true],
  ])('%s is %j', (text, value) => {
    expect(compileCondition(parsed(text)).evaluate(sources)).toEqual(value);
  });

  it.each(['loss < 1', 'loss > 1', 'loss <= 1', 'loss >= 1', 'loss == loss', 'loss != 1'])(
    '%s is false while the loss is NaN',
    (text) => {
      const unknown = sourcesOf({ series: { loss: NaN } });
      expect(compileCondition(parsed(text)).evaluate(unknown)).toBe(false);
      expect(compileCondition(parsed('isNaN(loss)')).evaluate(unknown)).toBe(true);
    },
  );

  it('reads nothing that its result does not depend on', () => {
    const refused = () => {
      throw new Error('not mentioned');
    };
    const poor = sourcesOf({ hasNaN: refused, smallest: refused });
    expect(compileCondition(parsed('loss > 2 && batch.hasNaN')).evaluate(poor)).toBe(false);
  });

  it('says what has to be computed for it, and nothing else', () => {
    const text =
      'median(loss, 50) > 3 && gradNorm("dense_2") > gradNorm || batch.max > lr || batch.count(1) > 2 && batch.has(5)';
    expect(parsed(text).needs).toEqual({
      series: ['loss'],
      measures: { gradNorm: ['dense_2', ''], weightNorm: [], updateRatio: [], deadShare: [] },
      range: true,
      hasNaN: false,
      classes: [1],
      rowIds: [5],
      learningRate: true,
    });
  });

  it.each([
    ['loss > 2', 'before-commit'],
    ['updateRatio < 1e-6', 'before-commit'],
    ['loss > 2 && val_loss > 1', 'epoch-end'],
    ['slope(val_loss, 3) > 0', 'epoch-end'],
  ])('%s can be judged %s', (text, moment) => {
    expect(parsed(text).judgedAt).toBe(moment);
  });

  it('tells the values that it is made of', () => {
    const condition = compileCondition(parsed('loss > 3 * median(previous(loss), 2) && gradNorm(dense_2) > 1'));
    expect(condition.partValues(sources)).toEqual({
      loss: 0.5,
      'median(previous(loss), 2)': NaN,
      'gradNorm(dense_2)': 12,
    });
  });
});

describe('a problem', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['', 'condition-empty', '', []],
    ['   ', 'condition-empty', '   ', []],
    ['los > 2', 'condition-unknown-name', 'los', ['loss']],
    ['d_los > 2', 'condition-unknown-name', 'd_los', ['series("gan/d_loss")']],
    ['1 + sqr(4)', 'condition-unknown-name', 'sqr', ['sqrt', 'std']],
    ['gradNorm("dense2")', 'condition-unknown-layer', '"dense2"', ['"dense_2"', '"dense_1"']],
    ['series("gan/dloss")', 'condition-unknown-series', '"gan/dloss"', ['"gan/d_loss"']],
    ['batch.count("dgo")', 'condition-unknown-class', '"dgo"', ['"dog"']],
    ['batch.count(3)', 'condition-unknown-class', '3', []],
    ['batch.row', 'condition-unknown-member', 'batch.row', ['batch.rows']],
    ['loss.constructor', 'condition-unknown-member', 'loss.constructor', []],
    ['loss = 2', 'condition-unexpected', '=', ['==']],
    ['loss > 2 and step > 3', 'condition-unexpected', 'and', ['&&']],
    ['loss ≥ 2', 'condition-unexpected', '≥', ['>=']],
    ['loss >', 'condition-unfinished', '', []],
    ['(loss > 2', 'condition-unclosed', '(', []],
    ['mean(loss, 5', 'condition-unclosed', '(', []],
    ['"abc', 'condition-unclosed', '"', []],
    ['loss > 2;', 'condition-unexpected', ';', []],
    ['loss, 2', 'condition-unexpected', ',', []],
    ['max(loss 2)', 'condition-unexpected', '2', []],
    ['()', 'condition-unexpected', ')', []],
    ['3px', 'condition-unexpected', 'px', []],
    ['loss & 1', 'condition-not-offered', 'loss & 1', []],
    ['loss ?? 1', 'condition-not-offered', 'loss ?? 1', []],
    ['[1]', 'condition-not-offered', '[', []],
    ['this', 'condition-not-offered', 'this', []],
    ['null', 'condition-not-offered', 'null', []],
    ['1e999', 'condition-not-offered', '1e999', []],
    ['batch["rows"]', 'condition-not-offered', 'batch["rows"]', []],
    ['batch?.rows', 'condition-not-offered', 'batch?.rows', []],
    ['-2 ** 2', 'condition-ambiguous-power', '-2 ** 2', []],
    ['isNaN', 'condition-not-called', 'isNaN', []],
    ['batch.has', 'condition-not-called', 'batch.has', []],
    ['loss(2)', 'condition-not-a-function', 'loss(2)', []],
    ['abs(1)(2)', 'condition-not-a-function', 'abs(1)(2)', []],
    ['abs(1, 2)', 'condition-value-count', 'abs(1, 2)', []],
    ['min(1)', 'condition-value-count', 'min(1)', []],
    ['mean(loss)', 'condition-value-count', 'mean(loss)', []],
    ['mean(loss, step)', 'condition-not-fixed', 'step', []],
    ['mean(loss, 0)', 'condition-not-fixed', '0', []],
    ['mean(loss, 2.5)', 'condition-not-fixed', '2.5', []],
    ['slope(loss, 1)', 'condition-not-fixed', '1', []],
    ['ema(loss, 1)', 'condition-not-fixed', '1', []],
    ['median(loss, 10001)', 'condition-not-fixed', '10001', []],
    ['previous(previous(loss, 10000), 1)', 'condition-not-fixed', '1', []],
    ['gradNorm(lr + 1)', 'condition-not-fixed', 'lr + 1', []],
    ['(loss > 1) + 1', 'condition-wrong-type', '(loss > 1)', []],
    ['1 < loss < 3', 'condition-wrong-type', '1 < loss', []],
    ['loss && true', 'condition-wrong-type', 'loss', []],
    ['loss == "a"', 'condition-wrong-type', '"a"', []],
    ['loss > 1 ? 1 : "a"', 'condition-wrong-type', '"a"', []],
    ['loss > max(loss, 50)', 'condition-never-true', 'max(loss, 50)', ['max(previous(loss), 50)']],
    ['min(loss, 50) > loss', 'condition-never-true', 'min(loss, 50)', ['min(previous(loss), 50)']],
  ])('%s: %s at %s', (text, code, at, suggestions) => {
    const [problem] = problemsOf(text);
    expect(problem?.report.code).toBe(code);
    expect(text.slice(problem?.start, problem?.end)).toBe(at);
    expect(problem?.suggestions).toEqual(suggestions);
  });

  it('is told for the first value of a history that is no series', () => {
    const [problem] = problemsOf('mean(loss * 2, 50)');
    expect(problem?.report).toEqual({
      code: 'condition-wrong-type',
      values: { where: 'mean', expected: 'series', got: 'number' },
    });
    expect(problem).toMatchObject({ start: 5, end: 13 });
    expect(problemsOf('median(step, 5)')[0]?.report.code).toBe('condition-wrong-type');
  });

  it('is told for everything that is wrong, not only the first', () => {
    expect(problemsOf('los > 2 && acuracy < gradNorm("x")').map(({ report }) => report.code)).toEqual([
      'condition-unknown-name',
      'condition-unknown-name',
      'condition-unknown-layer',
    ]);
  });

  it('of a breakpoint is one that is neither true nor false', () => {
    expect(problemsOf('loss', 'boolean')[0]?.report).toEqual({
      code: 'condition-not-boolean',
      values: { got: 'series' },
    });
    expect(problemsOf('loss > 2', 'boolean')).toEqual([]);
  });

  it('is a text beyond the limits', () => {
    expect(problemsOf(`${'1+'.repeat(249)}12`)[0]?.report.code).toBe('condition-too-deep');
    expect(problemsOf('1'.repeat(501))[0]?.report.code).toBe('condition-too-long');
    expect(problemsOf(`${'('.repeat(249)}1${')'.repeat(249)}`)).toEqual([]);
    expect(problemsOf(`${'-'.repeat(51)}1`)[0]?.report.code).toBe('condition-too-deep');
    expect(problemsOf(`${'-'.repeat(49)}1`)).toEqual([]);
  });
});
