import { useCallback, useMemo } from 'react';
import { isInside, isRunning, stepOf } from '../../../main/contract/run-state';
import { useAnswer } from '../../store/use-answer';
import { useRun, useText, useWorkspace } from '../../store/window-store';
import { BatchBody } from './batch-body';
import { BatchHeader } from './batch-header';
import { BatchTools, OpenBatch } from './batch-tools';
import type { BatchView } from './batch-view';
import { FileBatchPanel } from './file-batch-panel';
import './batch.css';
import './samples.css';

/** The batch of now, or one out of a file: what went in, what came out, row by row. */
export function BatchPanel() {
  const file = useWorkspace(({ batchFile }) => batchFile);
  return file === undefined ? <RunBatch /> : <FileBatchPanel key={file} file={file} />;
}

function RunBatch() {
  const words = useText().window.batch;
  const last = useRun(({ batch }) => batch);
  const inside = useRun(({ state }) => (isInside(state) ? stepOf(state) + 1 : undefined));
  const { result: pending } = useAnswer('pendingBatch');
  const { result } = useAnswer('batchLook');
  // Until there is an answer, it is of the step that the run stood in before.
  const detail = pending && pending.step === inside ? pending : last;
  const isPending = detail !== undefined && detail === pending;
  const look = result !== undefined && result.step === detail?.step ? result : undefined;
  // The same as long as they hold: most looks at a run that moves are of another batch, and draw nothing.
  const header = useCallback(
    (view: BatchView) => detail && <BatchHeader detail={detail} view={view} look={look} isPending={isPending} />,
    [detail, look, isPending],
  );
  const tools = useMemo(() => detail && <BatchTools step={detail.step} />, [detail]);
  const moves = useRun(({ state }) => isRunning(state));
  if (!detail) {
    return (
      <div className="inspector-body">
        <p className="panel-empty">{moves ? words.noneRunning : words.none}</p>
        <div className="batch-tools">
          <OpenBatch alone />
        </div>
      </div>
    );
  }
  return <BatchBody detail={detail} look={look} isPending={isPending} header={header} tools={tools} />;
}
