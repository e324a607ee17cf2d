import { createStore } from 'zustand/vanilla';
import type { AppInfo } from '../../main/contract/ipc';
import type { Language } from '../../main/contract/text';

/** What the shell has said of the app and its window. */
export type Preferences = {
  readonly language: Language;
  readonly info?: AppInfo;
  /** A page can't see that its window is hidden; it draws nothing then. */
  readonly visible: boolean;
  /** Paths of the files of the run that have changed on disk since it read them, until the person has waved them off. */
  readonly changedSources: readonly string[];
};

/** Before the shell has said anything. */
export function createPreferences() {
  return createStore<Preferences>(() => ({ language: 'en', visible: true, changedSources: [] }));
}
