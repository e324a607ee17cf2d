import { afterEach, describe, expect, it } from 'vitest';
import type { Breakpoint } from '../../../../../main/contract/debug/breakpoint';
import { noisyExperiment } from '../../session/session-fixture';
import { DebuggedSession } from '../debugged-session';

let run: DebuggedSession;
afterEach(() => run.close());

const at4: Breakpoint = {
  id: 'rate',
  condition: 'step == 4 && lr > 0',
  isEnabled: true,
  when: 'after-commit',
  hits: { kind: 'always' },
  actions: [{ kind: 'pause' }],
};
const rate = async () => {
  const [found] = await run.ask('evaluate', ['lr']);
  return (found as { readonly value: number }).value;
};

describe('the learning rate in an expression', () => {
  it('is that of the batch that was trained last, as a breakpoint says it, not of the next', async () => {
    const learningRate = { name: 'exponentialDecay', initialLearningRate: 0.5, decaySteps: 1, decayRate: 0.5 } as const;
    const compile = { ...noisyExperiment.compile, optimizer: { name: 'sgd', learningRate } } as const;
    run = await DebuggedSession.open({ ...noisyExperiment, compile });
    run.session.setBreakpoints([at4]);
    run.session.run();
    await run.rest();
    expect(run.session.state).toMatchObject({ why: { kind: 'breakpoint', values: { lr: 0.5 ** 4 } } });
    expect(await rate()).toBe(0.5 ** 4);
    await run.into();
    expect(await rate()).toBe(0.5 ** 5);
    await run.goTo(2);
    expect(await rate()).toBe(0.5 ** 2);
  });

  it.each(['batch', 'gradients'])('is one that was edited inside the step, at phase %s', async (phase) => {
    run = await DebuggedSession.open(noisyExperiment);
    run.session.setBreakpoints([at4]);
    await run.step(3);
    await run.into(phase === 'batch' ? 1 : 4);
    await run.edit({ kind: 'hyperparameter', name: 'learningRate', value: 0.25 });
    run.session.commit();
    await run.rest();
    expect(run.session.state).toMatchObject({ step: 4, why: { kind: 'breakpoint', values: { lr: 0.25 } } });
    expect(await rate()).toBe(0.25);
  });
});
