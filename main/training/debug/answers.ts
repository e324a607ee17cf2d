import type { RequestName, RequestResult, RequestValues } from '../../contract/debug/requests';
import { stepOf } from '../../contract/run-state';
import { detailOf } from './batch/batch-detail';
import { stateHash, statesOf } from '../time-travel/snapshot';
import { batchFile } from './batch/batch-file';
import { batchLook } from './batch/batch-look';
import { pendingBatch } from './batch/pending-batch';
import { trainAgain } from './batch/train-again';
import { bisect, replay } from './bisect/answers';
import { preflight } from './preflight/preflight';
import type { DebugContext } from './debug-context';
import { layerDetail } from './layers/layer-detail';
import { layersDetail } from './layers/layers-detail';
import { optimizerDetails } from './layers/optimizer-detail';
import { fileBatch, replayBatch } from './replay/file-batch';
import { stepDetail } from './step-detail';
import { evaluate } from './watch/evaluate';
import { fittingLosses } from './what-if/fitting-losses';
import { whatIf } from './what-if/what-if';

type Answers = {
  readonly [Name in RequestName]: (
    context: DebugContext,
    ...values: RequestValues<Name>
  ) => RequestResult<Name> | Promise<RequestResult<Name>>;
};

/** How each question is answered. */
const answers: Answers = {
  batch: ({ last, experiment }) => last && detailOf(last, experiment.columns),
  step: ({ pending, state }) => pending && stepDetail(pending, stepOf(state)),
  pendingBatch,
  batchLook,
  batchFile,
  fileBatch,
  trainAgain,
  layers: layersDetail,
  layer: layerDetail,
  optimizer: optimizerDetails,
  stateHash: ({ models }) => stateHash(statesOf(models)),
  settings: ({ edits }) => edits.settings,
  edit: ({ edits }, model, edit) => (edit.kind === 'mark-row' ? edits.mark(model, edit) : edits.make(model, edit)),
  replayBatch,
  undo: ({ edits }, id) => edits.undo(id),
  breakpoints: ({ breakpoints }) => breakpoints.state,
  evaluate,
  whatIf,
  variantLosses: fittingLosses,
  bisect,
  validate: ({ validate }) => validate(),
  preflight,
  replayCase: replay,
  keepVariant: ({ keepVariant }, variant) => keepVariant(variant),
};

/**
 * Answers a question.
 * @throws CodedError if what it asks for can't be had in the present state
 */
export async function answer<Name extends RequestName>(
  context: DebugContext,
  name: Name,
  values: RequestValues<Name>,
): Promise<RequestResult<Name>> {
  return answers[name](context, ...values);
}
