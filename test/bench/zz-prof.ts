import '../../main/trainer/backend';
import { examples, openRun } from './example-runs';
const plain =
  process.argv[2] === 'none'
    ? []
    : [
        'loss > 1e9',
        'loss > 1e6 * median(loss, 50)',
        'ema(loss, 0.9) > 1e9',
        'slope(loss, 100) > 1e9',
        'std(loss, 50) > 1e9',
        'isNaN(loss)',
        'accuracy < -1',
        'mean(accuracy, 20) < -1',
        'min(loss, 30) < -1',
        'max(loss, 30) > 1e9',
        'step > 1e9',
        'epoch > 1e6',
        'lr > 1e3',
        'batch.rows < 1',
        'batch.index < 0',
        'loss > previous(loss) * 1e6',
        'loss > previous(loss, 10) * 1e6',
        'abs(slope(loss, 20)) > 1e6',
        'log(loss) > 1e3',
        'loss > 2 * ema(loss, 0.99) && step > 1e9',
      ];
const when = process.argv[2] === 'before' ? 'before-commit' : 'after-commit';
const { rows, ...network } = examples['Iris']!;
const run = await openRun('x', network, rows);
run.session.setBreakpoints(
  plain.map((condition, at) => ({
    id: String(at),
    condition,
    isEnabled: true,
    when,
    hits: { kind: 'always' },
    actions: [{ kind: 'pause' }],
  })) as never,
);
await run.stepMs();
for (let i = 0; i < 6; i++) {
  const b = performance.now();
  await run.take(2000);
  console.log((performance.now() - b) / 2000);
}
process.exit(0);
