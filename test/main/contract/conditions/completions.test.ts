import { describe, expect, it } from 'vitest';
import { completionsAt } from '../../../../main/contract/conditions/completions';
import { parseCondition } from '../../../../main/contract/conditions/parse-condition';
import { languages, textOf } from '../../../../main/contract/text';
import { vocabulary } from './example-run';

/** `|` is the cursor. */
function completions(text: string) {
  return completionsAt(text.replace('|', ''), text.indexOf('|'), vocabulary);
}
const names = (text: string) => completions(text).map(({ name }) => name);

describe('completions', () => {
  it.each<[string, readonly string[]]>([
    ['los|', ['loss', 'out_a_loss', 'series("gan/d_loss")', 'val_loss']],
    ['2 > val|', ['val_loss', 'val_accuracy']],
    ['med|', ['median']],
    ['batch.c|', ['batch.count']],
    ['gradNorm(|', ['dense_1', 'dense_2']],
    ['gradNorm("dense_2|', ['dense_2']],
    ['gradNorm(_2|)', ['dense_2']],
    ['batch.count("d|', ['dog']],
    ['batch.has(|', []],
    ['series("gan|', ['gan/d_loss']],
    ['mean(loss, |', []],
    ['loss |', []],
    ['loss > 2 |', []],
    ['loss.|', []],
    ['"lo|', []],
    ['2|', []],
  ])('at %s are %j', (text, wanted) => {
    expect([...names(text)].sort()).toEqual([...wanted].sort());
  });

  it('put what begins with the word first', () => {
    expect(names('loss > acc|')[0]).toBe('accuracy');
    expect(names('lo|')[0]).toBe('loss');
  });

  it('offer a history function nothing but what has a past', () => {
    expect(names('median(|')).toContain('loss');
    expect(names('median(|')).toContain('gradNorm');
    expect(names('median(|')).not.toContain('step');
    expect(names('max(loss, |')).toContain('step');
  });

  it('replace the whole word that the cursor is in', () => {
    const text = '1 + lo|zz > 2';
    const [first] = completions(text);
    expect(first).toMatchObject({ start: 4, end: 8, insert: 'loss' });
  });

  it.each([
    ['gradNorm("den|")', 'gradNorm("dense_1")'],
    ['gradNorm("de|nse_2") > 1', 'gradNorm("dense_1") > 1'],
    ["series('gan|/d_loss') > 1", "series('gan/d_loss') > 1"],
    ['gradNorm("den| > gradNorm("dense_2")', 'gradNorm("dense_1" > gradNorm("dense_2")'],
    ['gradNorm（“den|”） > 1', 'gradNorm（"dense_1"） > 1'],
    ['median（los|， 3）', 'median（loss， 3）'],
  ])('replace the whole text in quotes: %s', (text, wanted) => {
    const plain = text.replace('|', '');
    const [{ start, end, insert }] = completions(text) as [ReturnType<typeof completions>[number]];
    expect(plain.slice(0, start) + insert + plain.slice(end)).toBe(wanted);
  });

  it.each([
    ['|', ''],
    ['median(|', ', 3)'],
    ['gradNorm(|', ')'],
    ['batch.count("|', ')'],
    ['series(|', ')'],
  ])('inserted at %s make a condition that can be read', (text, rest) => {
    for (const { name, kind, start, insert } of completions(text)) {
      if (insert.endsWith('(')) continue;
      const written = text.slice(0, start) + insert + rest;
      expect([name, kind, Object.keys(parseCondition(written, vocabulary))]).toEqual([name, kind, ['parsed']]);
    }
  });

  it.each(languages)('have a line in %s', (language) => {
    const { meanings } = textOf(language).conditions;
    const all = [...completions('|'), ...completions('batch.|')];
    expect(all.length).toBeGreaterThan(35);
    for (const { meaning } of all) expect(meanings[meaning!]).not.toBe('');
  });
});
