import { useState } from 'react';
import type { FileBatch } from '../../../main/contract/debug/batch-inspector';
import { isInside, isEditable } from '../../../main/contract/run-state';
import { formatStep } from '../../chart-data/number-format';
import { trainOnFile } from '../../store/edits';
import { useRun, useText } from '../../store/window-store';
import { Button } from '../../ui/button';
import { NumberField } from '../../ui/number-field';
import { LearnBatch, OpenBatch, OutcomeOf, useLearning, useRests } from './batch-tools';

/** More at once is no longer a look at one batch. */
const mostTimes = 10_000;

/** Training on a batch out of a file: as steps of the run, or only to see whether it can be learned. */
export function FileBatchTools({ batch: { file } }: { readonly batch: FileBatch }) {
  const text = useText();
  const words = text.batchInspector.file;
  const state = useRun((facts) => facts.state);
  const rests = useRests() || state.status === 'ready';
  const [times, setTimes] = useState(1);
  const learning = useLearning(file, file);
  const stands = isInside(state);
  return (
    <div className="batch-tools" role="group" aria-label={text.batchInspector.tools}>
      <Button
        label={words.train}
        title={stands ? words.trainInside : words.trainHint(formatStep(times))}
        kind="bordered"
        className="btn-small"
        disabled={!isEditable(state) || stands}
        onClick={() => void trainOnFile(file, times)}
      />
      <label className="batch-times">
        ×
        <NumberField
          label={words.times}
          value={times}
          format={String}
          onCommit={(typed) => setTimes(Math.min(mostTimes, Math.max(1, Math.round(typed))))}
        />
      </label>
      <LearnBatch learning={learning} disabled={!rests} />
      <OpenBatch />
      <OutcomeOf outcome={learning.outcome} />
    </div>
  );
}
