import type { ErrorCode } from '../../../errors';
import type { ErrorTexts } from '../../error-text';
import { batchErrors } from './batches';
import { conditionErrors } from './conditions';
import { dataErrors } from './data';
import { debuggerErrors } from './debugger';
import { experimentErrors } from './experiment';
import { modelErrors } from './models';
import { runErrors } from './run';
import { savedErrors } from './saved';
import { shellErrors } from './shell';

export const errors: ErrorTexts<ErrorCode> = {
  ...batchErrors,
  ...conditionErrors,
  ...dataErrors,
  ...debuggerErrors,
  ...experimentErrors,
  ...modelErrors,
  ...runErrors,
  ...savedErrors,
  ...shellErrors,
};
