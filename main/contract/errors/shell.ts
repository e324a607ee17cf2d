import type { Description } from './phrases';

/** What can go wrong around a run: processes, files, pictures. */
export type ShellErrors = {
  'trainer-exited': { exitCode: number; signal: string; step: number };
  'trainer-not-started': { message: string };
  /** `message` is the loader's. */
  'tensorflow-missing': { message: string };
  'wrong-file-kind': { file: string; expected: string };
  'write-failed': { file: string; message: Description };
  /** A warning: what was trained last before a process died, and is trained again. */
  'tail-unread': { file: string; message: Description };
  /** The window asked a training process that is gone. */
  'no-answer': Record<never, never>;
  'capture-failed': { message: Description };
};
