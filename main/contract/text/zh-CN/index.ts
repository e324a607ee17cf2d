import type { Catalogue } from '../catalogue';
import { batchInspector } from './batch-inspector';
import { breakpoints } from './breakpoints';
import { charts } from './charts';
import { cli } from './cli';
import { commands } from './commands';
import { conditions } from './conditions';
import { edits, whatIf } from './edits';
import { errors } from './errors';
import { layers, optimizer } from './layers';
import { log } from './log';
import { notFinite } from './not-finite';
import { preflight } from './preflight';
import { shell } from './shell';
import { travel } from './travel';
import { window } from './window';

export const zhCN = {
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
  errors,
} satisfies Catalogue;
