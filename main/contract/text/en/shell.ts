const menu = {
  file: 'File',
  run: 'Run',
  debug: 'Debug',
  view: 'View',
  export: 'Export',
  help: 'Help',
  edit: 'Edit',
  openRecent: 'Open recent',
  examples: 'Examples',
  language: 'Language',
  languages: { system: 'As the system', en: 'English', 'zh-CN': '简体中文' },
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomReset: 'Actual size',
  reload: 'Reload window',
  devTools: 'Developer tools',
  about: 'About Batchpoint',
} as const;

const dialogs = {
  open: 'Open experiment',
  experiments: 'Experiments (TypeScript, JavaScript)',
  save: 'Save picture',
  saveBatch: 'Save batch',
  openBatch: 'Open batch',
  /** Batches that were saved, and cases of NaN. */
  batchesKind: 'Batches (npz) and cases (training.json)',
  batchKind: 'NumPy arrays',
  saveRows: 'Save list of rows',
  rowsKind: 'CSV file',
  exportAll: 'Export everything: choose a folder',
  exportHere: 'Export here',
  kinds: { png: 'PNG picture', svg: 'SVG drawing' },
  openRun: 'Open the folder of a saved run',
  saveRun: 'Save the run in a folder',
  /** What is to become of a run that would end unsaved. */
  ending: {
    training: 'The training is still running.',
    standing: 'The run has not come to its end and is not saved.',
    saved: 'A run that was saved goes on later with the same numbers.',
    inBackground: 'In the background it goes on in the minimised window.',
    background: 'Keep training in the background',
    window: { save: 'Save and quit…', stop: 'Quit without saving' },
    experiment: { save: 'Save and close…', stop: 'Close without saving' },
    restart: { save: 'Save and restart…', stop: 'Restart without saving' },
    cancel: 'Cancel',
  },
  close: 'Close',
  about: (version: string) => `Batchpoint ${version}`,
} as const;

const commandLine = {
  unknownFlag: (flag: string) => `There is no flag ${flag}.`,
  valueMissing: (flag: string, expected: string) => `${flag} needs a value: ${expected}.`,
  valueWrong: (flag: string, got: string, expected: string) => `${flag} can't be ${got}: it needs ${expected}.`,
  twoFiles: (first: string, second: string) => `Two files are given, ${first} and ${second}: open one at a time.`,
  expected: {
    count: 'a whole number from 1 on',
    seed: 'a whole number from 0 on',
    picture: 'the path of a .png file',
    language: 'en or zh-CN',
    theme: 'light or dark',
  },
  usage:
    'Usage: batchpoint [FILE] [--run] [--epochs N] [--steps-per-epoch N] [--seed N] [--progress] [--screenshot OUT.png] [--exit] [--trust] [--language en|zh-CN] [--theme light|dark]',
  alreadyRunning:
    'Batchpoint is open already, and --screenshot and --exit need a window of their own: close it, or set BATCHPOINT_USER_DATA to another folder.',
} as const;

/** Menus, dialogs and notices of the shell. */
export const shell = {
  errorParts: {
    expected: (what: string) => `Expected: ${what}.`,
    got: (what: string) => `Got: ${what}.`,
  },
  /** Sentences that follow each other, and what stands between one and the next. */
  sentences: (sentences: readonly string[]) => sentences.join(' '),
  afterSentence: (_sentence: string) => ' ',
  menu,
  dialogs,
  commandLine,
} as const;
