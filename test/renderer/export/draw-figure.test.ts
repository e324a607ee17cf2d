import { describe, expect, it } from 'vitest';
import { textOf } from '../../../main/contract/text';
import type { Language } from '../../../main/contract/text';
import { type ChartView, usualView } from '../../../renderer/chart-data/chart-view';
import { figureModel } from '../../../renderer/chart-data/figure';
import { RunSeries } from '../../../renderer/chart-data/run-series';
import { drawFigure } from '../../../renderer/features/export/draw-figure';
import { plan, training } from '../chart-data/fixtures';
import { theme } from '../chart-data/theme';

function svg(language: Language = 'en', name = 'digits', view: Partial<ChartView> = {}): string {
  const run = new RunSeries();
  run.apply(training(120, 40));
  return drawFigure(
    figureModel({
      run,
      plan: plan({ name, totalSteps: 480 }),
      text: textOf(language),
      theme,
      view: { ...usualView, ...view },
      width: 960,
    }),
  );
}

const textsOf = (document: string) =>
  [...document.matchAll(/<t(?:ext|span)[^>]*>([^<]*)(?=<)/g)].map(([, words]) => words);

describe('drawFigure', () => {
  it('writes legend, axes and titles as text', () => {
    const texts = textsOf(svg());
    for (const words of [
      'digits',
      'Loss',
      'Accuracy',
      'batch',
      'before update',
      'mean so far',
      'epoch 3',
      'step 120',
    ]) {
      expect(texts).toContain(words);
    }
    expect(texts).toContain('step');
    expect(texts).toContain('step 120, seed 7');
    expect(texts).toEqual(expect.arrayContaining(['0', '20', '40', '0.0', '0.5', '1.0', '2.0']));
  });

  it('shortens a name that is longer than its chart, and keeps it whole beside', () => {
    const name = 'an experiment with a name that is longer than any picture of it is wide, '.repeat(3);
    const document = svg('en', name);
    expect(document).toContain(`<title>${name}</title>`);
    expect(textsOf(document).filter((words) => words?.startsWith('an experiment'))).toEqual([
      expect.stringMatching(/^an experiment .*…/),
    ]);
  });

  it('writes an entry of the legend as one text, so that its words follow each other in any font', () => {
    const entries = [...svg().matchAll(/<text[^>]*>(<tspan.*?)<\/text>/g)].map(([, words]) =>
      words!.replace(/<[^>]*>/g, ''),
    );
    expect(entries).toHaveLength(6);
    expect(entries[1]).toMatch(/^mean so far epoch 3 \d\.\d+$/);
  });

  it('marks what was changed by hand on each chart, and says it on the first', () => {
    const run = new RunSeries();
    run.apply(training(120, 40));
    const edit = { kind: 'hyperparameter', name: 'learningRate', value: 0.02 } as const;
    run.apply([{ type: 'edit', id: 1, step: 60, model: '', edit, was: 0.1 }]);
    const document = drawFigure(
      figureModel({ run, plan: plan(), text: textOf('en'), theme, view: usualView, width: 960 }),
    );
    expect(textsOf(document).filter((words) => words === 'learning rate 0.1 → 0.02')).toHaveLength(1);
    expect(document.match(/stroke-dasharray="1 3"/g)).toHaveLength(2);
    const [label] = /<text[^>]*>learning rate/.exec(document)!;
    expect(label).toContain(`stroke="${theme.surface}"`);
    expect(label).toContain('paint-order="stroke"');
    // Over the lines, which would else cross the words.
    const [first] = document.split('</title>').slice(2);
    expect(first!.indexOf('>learning rate')).toBeGreaterThan(first!.lastIndexOf('fill="none"'));
    expect(svg()).not.toContain('stroke-dasharray="1 3"');
  });

  it('marks the best step of a run that is over on each chart, with its value on the loss', () => {
    const run = new RunSeries();
    const planned = plan({ totalSteps: 120 });
    run.apply([{ type: 'plan', plan: planned }, ...training(120, 40)]);
    const drawn = () => {
      const request = { run, plan: planned, text: textOf('en'), theme, view: usualView, width: 960 };
      return drawFigure(figureModel(request));
    };
    const count = (document: string) => [...document.matchAll(/stroke-dasharray="4 3"/g)].length;
    expect(count(drawn())).toBe(0);
    run.apply([{ type: 'state', state: { status: 'finished', step: 120 } }]);
    expect(count(drawn())).toBe(2);
    expect(textsOf(drawn()).filter((words) => words?.startsWith('lowest'))).toEqual(['lowest 1.191, step 120']);
  });

  it('is whole: every element is closed, nothing outside is needed', () => {
    const document = svg();
    const open: string[] = [];
    for (const [, isEnd, tag, isEmpty] of document.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
      if (isEnd) expect(open.pop()).toBe(tag);
      else if (!isEmpty) open.push(tag!);
    }
    expect(open).toEqual([]);
    expect(document).not.toMatch(/var\(|class=|href|<style|NaN|undefined|Infinity/);
    expect(document).toContain('xmlns="http://www.w3.org/2000/svg"');
  });

  it('names its fonts and colours literally', () => {
    const document = svg();
    expect(document).toContain('font-family="&quot;A Font&quot;, sans-serif"');
    for (const colour of [theme.surface, theme.seriesSoft, theme.series[0], theme.series[1], theme.future]) {
      expect(document).toContain(`"${colour}"`);
    }
  });

  it('draws three lines in each chart, the validation dashed and marked', () => {
    const document = svg();
    const lines = [...document.matchAll(/<path d="M[^"]+" fill="none"[^>]*stroke-linejoin[^>]*>/g)].map(
      ([line]) => line,
    );
    expect(lines).toHaveLength(6);
    expect(lines.filter((line) => line.includes('stroke-dasharray'))).toHaveLength(2);
  });

  it('speaks Chinese', () => {
    expect(textsOf(svg('zh-CN'))).toEqual(expect.arrayContaining(['损失', '批次', '轮内累计均值', '验证集', '步']));
  });

  it('keeps what a name holds from becoming markup', () => {
    const document = svg('en', '<b>"a" & b</b>');
    expect(document).toContain('&lt;b&gt;&quot;a&quot; &amp; b&lt;/b&gt;');
    expect(document).not.toContain('<b>');
  });

  it('is whole and says how it is looked at, however that is', () => {
    const zoom = { from: 40, to: 90, follows: false };
    const document = svg('en', 'digits', { isLog: true, isSmooth: true, axis: 'epoch', zoom });
    expect(textsOf(document)).toContain('step 120, seed 7, zoomed to steps 40–90, over epochs, log y, smoothed 0.6');
    expect(textsOf(document)).toEqual(expect.arrayContaining(['smoothed 0.6', 'Loss, log', 'epochs']));
    expect(document).not.toMatch(/NaN|undefined|Infinity/);
  });
});
