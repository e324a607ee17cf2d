import { charts } from './charts';
import { cli } from './cli';
import { commands } from './commands';
import { experimentErrors } from './experiment-errors';
import { log } from './log';
import { shell } from './shell';
import { trainingErrors } from './training-errors';
import { window } from './window';

export const en = {
  commands,
  window,
  charts,
  log,
  shell,
  cli,
  errors: { ...trainingErrors, ...experimentErrors, ...shell.errors },
};
