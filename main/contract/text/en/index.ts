import { batchInspector } from './batch-inspector';
import { breakpoints } from './breakpoints';
import { charts } from './charts';
import { cli } from './cli';
import { commands } from './commands';
import { conditionErrors, conditions } from './conditions';
import { edits, whatIf } from './edits';
import { experimentErrors } from './experiment-errors';
import { layers, optimizer } from './layers';
import { log } from './log';
import { notFinite } from './not-finite';
import { preflight } from './preflight';
import { shell } from './shell';
import { trainingErrors } from './training-errors';
import { travel } from './travel';
import { window } from './window';

/** Every visible word, in English: the other languages have the same keys. */
export const en = {
  commands,
  window,
  charts,
  log,
  batchInspector,
  layers,
  optimizer,
  travel,
  edits,
  whatIf,
  conditions,
  breakpoints,
  notFinite,
  preflight,
  shell,
  cli,
  errors: { ...trainingErrors, ...experimentErrors, ...conditionErrors, ...shell.errors },
};
