import { beforeEach, describe, expect, it } from 'vitest';
import { EpochValues } from '../../../../main/training/breakpoints/epoch-values';

describe('values of epochs', () => {
  let epochs: EpochValues;
  const losses = (most = 10) => epochs.newest('val_loss', most);
  beforeEach(() => {
    epochs = new EpochValues([{ step: 10, logs: { val_loss: 4 } }]);
    epochs.end(20, { val_loss: 3 });
    epochs.end(30, { val_loss: 2, val_accuracy: 0.5 });
  });

  it('are known as far as they lie behind the run, those of another process too', () => {
    expect(losses()).toEqual([4, 3, 2]);
    expect(losses(2)).toEqual([3, 2]);
    expect(epochs.newest('val_accuracy', 10)).toEqual([0.5]);
    epochs.behind = 2;
    expect(losses()).toEqual([4, 3]);
    expect(epochs.past.map(({ step }) => step)).toEqual([10, 20]);
  });

  it('stay while the run only looks at its past, and go with the line that is left', () => {
    epochs.behind = 1;
    expect(losses()).toEqual([4]);
    epochs.end(20, { val_loss: 3 });
    epochs.end(30, { val_loss: 2 });
    expect(losses()).toEqual([4, 3, 2]);
    epochs.behind = 2;
    epochs.part();
    expect(losses()).toEqual([4, 3]);
    epochs.end(35, { val_loss: 1 });
    expect(losses()).toEqual([4, 3, 1]);
  });

  it('are apart where an epoch has no update of its own', () => {
    epochs.end(30, { val_loss: 1 });
    expect(losses()).toEqual([4, 3, 2, 1]);
    epochs.behind = 3;
    expect(losses()).toEqual([4, 3, 2]);
    epochs.end(30, { val_loss: 1 });
    expect(losses()).toEqual([4, 3, 2, 1]);
  });
});
