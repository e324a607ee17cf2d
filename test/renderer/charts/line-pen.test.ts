import { expect, it } from 'vitest';
import { chartGroups } from '../../../renderer/chart-data/chart-groups';
import type { LineForm } from '../../../renderer/chart-data/chart-groups';
import { linePath } from '../../../renderer/chart-data/paths';
import { RunSeries } from '../../../renderer/chart-data/run-series';
import { LinePen, pieceCount } from '../../../renderer/features/charts/line-pen';
import type { LineElements } from '../../../renderer/features/charts/line-pen';
import { plan, training } from '../chart-data/fixtures';

const map = { kx: 1, bx: 0, ky: -10, by: 100 };
const member = chartGroups(plan())[0]!.members[0]!;

/** A path element as far as the pen uses it, counting what is set. */
class FakePath {
  d: string | null = null;
  sets = 0;
  getAttribute = () => this.d;
  setAttribute = (_: string, d: string) => {
    this.d = d;
    this.sets++;
  };
  removeAttribute = () => {
    this.d = null;
  };
}

function penFor(run: RunSeries, form: LineForm = 'batch') {
  const pieces = Array.from({ length: pieceCount(form) }, () => new FakePath());
  const [bad, below, markers] = [new FakePath(), new FakePath(), new FakePath()];
  const elements = { pieces, bad, below, markers } as unknown as LineElements;
  return { pen: new LinePen(elements, run, member, form, 100), pieces, all: [...pieces, bad, below, markers] };
}

const points = (d: string | null) => [...(d ?? '').matchAll(/[ML]([-\d.]+),([-\d.]+)/g)].map(([, x, y]) => `${x},${y}`);
const drawn = (paths: readonly FakePath[]) => [...new Set(paths.flatMap(({ d }) => points(d)))];

it.each(['mean', 'validation'] as const)('shows the whole %s line, in pieces, while data come', (form) => {
  const run = new RunSeries();
  const { pen, pieces } = penFor(run, form);
  const events = training(1500, 100);
  for (let i = 0; i < events.length; i += 10) {
    run.apply(events.slice(i, i + 10));
    pen.draw(map);
    expect(drawn(pieces)).toEqual(points(linePath(run.lines('loss')![form], map, form)));
  }
});

it('changes only the last piece while data come', () => {
  const run = new RunSeries();
  const { pen, pieces } = penFor(run);
  for (const event of training(590, 590)) {
    run.apply([event]);
    pen.draw(map);
  }
  expect(pieces.length).toBeGreaterThan(6);
  for (const { sets } of pieces) expect(sets).toBeLessThanOrEqual(590 / pieces.length + 2);
});

it('touches nothing when nothing is new', () => {
  const run = new RunSeries();
  run.apply(training(50, 10));
  const { pen, all } = penFor(run, 'validation');
  pen.draw(map);
  const before = all.map(({ sets }) => sets);
  pen.draw(map);
  expect(all.map(({ sets }) => sets)).toEqual(before);
});

it('clears the line of a run that is gone, and draws the next from its beginning', () => {
  const run = new RunSeries();
  run.apply(training(300, 100));
  const { pen, pieces, all } = penFor(run);
  pen.draw(map);
  run.reset();
  pen.draw(map);
  expect(all.every(({ d }) => d === null)).toBe(true);
  run.apply(training(3, 100));
  pen.draw(map);
  expect(drawn(pieces)).toHaveLength(3);
});
