import { expect, it } from 'vitest';
import type { Breakpoint } from '../../../../main/contract/debug/breakpoint';
import { readBreakpoints } from '../../../../main/contract/debug/read-breakpoints';
import { reportOf, type ErrorReport } from '../../../../main/contract/errors';

const whole: Breakpoint = {
  id: 'b1',
  condition: 'loss > 2',
  isEnabled: true,
  when: 'before-commit',
  hits: { kind: 'every', count: 3 },
  actions: [
    { kind: 'pause' },
    { kind: 'snapshot' },
    { kind: 'picture' },
    { kind: 'stop' },
    { kind: 'log', text: 'loss {loss}' },
    { kind: 'scale-rate', factor: 0.5 },
    { kind: 'go-back', steps: 10 },
  ],
};

function errorOf(action: () => void): ErrorReport | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return reportOf(error);
  }
}

it('gives back what was written, without what is not of a breakpoint', () => {
  const written: unknown = JSON.parse(
    JSON.stringify([
      { ...whole, colour: 'red' },
      { ...whole, id: 'b2' },
    ]),
  );
  expect(readBreakpoints(written)).toEqual([whole, { ...whole, id: 'b2' }]);
});

it('is not fooled by fields that are inherited', () => {
  const written: unknown = JSON.parse(`[{"__proto__": ${JSON.stringify(whole)}, "id": "b1"}]`);
  expect(() => readBreakpoints(written)).toThrow(/condition/);
});

it.each<[string, unknown]>([
  ['breakpoints', {}],
  ['breakpoints', Array.from({ length: 201 }, (_, at) => ({ ...whole, id: `${at}` }))],
  ['[0]', [null]],
  ['[0]', [[]]],
  ['[0].id', [{ ...whole, id: '' }]],
  ['[1].id', [whole, whole]],
  ['[0].condition', [{ ...whole, condition: 2 }]],
  ['[0].condition', [{ ...whole, condition: 'x'.repeat(501) }]],
  ['[0].isEnabled', [{ ...whole, isEnabled: 'yes' }]],
  ['[0].when', [{ ...whole, when: 'later' }]],
  ['[0].hits', [{ ...whole, hits: 3 }]],
  ['[0].hits.kind', [{ ...whole, hits: { kind: 'toString' } }]],
  ['[0].hits.count', [{ ...whole, hits: { kind: 'from', count: 0 } }]],
  ['[0].actions', [{ ...whole, actions: {} }]],
  ['[0].actions[0].kind', [{ ...whole, actions: [{ kind: 'run' }] }]],
  ['[0].actions[0].text', [{ ...whole, actions: [{ kind: 'log' }] }]],
  ['[0].actions[0].factor', [{ ...whole, actions: [{ kind: 'scale-rate', factor: -1 }] }]],
  ['[0].actions[1].steps', [{ ...whole, actions: [{ kind: 'pause' }, { kind: 'go-back', steps: 1.5 }] }]],
])('says that %s is wrong', (field, value) => {
  const error = errorOf(() => readBreakpoints(value));
  expect(error).toMatchObject({ code: 'wrong-breakpoint', values: { field } });
});
