import type { Language } from '../contract/text';
import type { createSession } from '../training/session/create-session';
import type { StopSignal } from './exit-codes';

/** What a command has around it; a test gives its own. */
export type Surroundings = {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  readonly isTerminal: boolean;
  readonly columns: () => number;
  /** Asks at the terminal; absent where nobody could answer. */
  readonly ask?: (question: string) => Promise<string>;
  /** Hears each Ctrl+C, and each time that the system asks the process to end, until the returned function is called. */
  readonly onInterrupt: (listener: (signal: StopSignal) => void) => () => void;
  readonly exitNow: (code: number) => void;
  /** Settles once nothing is left that the process could wait for: what is awaited then never comes. */
  readonly stuck: Promise<void>;
  /** Hears errors that were thrown where nobody could catch them, in a timer say, until the returned function is called. */
  readonly onUncaught: (listener: (error: unknown) => void) => () => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly language: Language;
  readonly threads: number;
  readonly trustFile: string;
  readonly examplesFolder: string;
  readonly loadEngine: () => Promise<{
    readonly createSession: typeof createSession;
    readonly versions: () => { readonly [name: string]: string };
  }>;
};
