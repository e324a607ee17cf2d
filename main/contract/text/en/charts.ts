import { counted } from '../../counted';

/** Words of the charts and of the pictures made of them. */
export const charts = {
  step: 'step',
  /** What a series averages, in legends. */
  lines: { batch: 'batch', mean: 'mean so far', validation: 'validation' },
  /** The name of a line of smoothed batches. */
  smoothed: (weight: number) => `smoothed ${weight}`,
  axes: {
    label: 'Horizontal axis',
    /** In front of the choice. */
    short: 'x',
    names: { step: 'Step', time: 'Time', epoch: 'Epochs' },
    /** At the end of the axis: `min`, `s`, `h` are the usual signs. */
    timeIn: (unit: string) => `training time, ${unit}`,
    epochs: 'epochs',
    timeHint: 'Time that the batches took. Pauses, validation and looking inside a step are cut out.',
    epochHint: 'Epochs completed: 2.5 is the middle of the third.',
    noEpochs: 'A custom loop has no epochs, and the length of the first epoch has to be known.',
  },
  /** Behind the name of a value axis that is logarithmic. */
  logOf: (name: string) => `${name}, log`,
  below: '0 or less: no place on a log axis',
  view: {
    label: 'How the charts are looked at',
    logY: 'Log y',
    smooth: 'Smooth',
    weight: 'Smoothing weight',
    weightHint:
      'Weight of what came before, from 0 to 0.999: a moving average of single batches without the bias of its start.',
    steps: (from: string, to: string) => `steps ${from}–${to}`,
    wholeRun: 'Whole run',
    zoomBack: 'Zoom back',
    /** Where a run stopped before NaN. */
    nan: (steps: string) => `last ${steps} steps`,
    follows: 'follows the newest step',
  },
  beforeUpdate: 'before update',
  ofEpoch: (epoch: number) => `epoch ${epoch}`,
  atStep: (step: string) => `step ${step}`,
  /** Common quantities; others are shown by the name that the experiment gives them. */
  metrics: {
    loss: 'Loss',
    acc: 'Accuracy',
    accuracy: 'Accuracy',
    binaryAccuracy: 'Binary accuracy',
    categoricalAccuracy: 'Categorical accuracy',
    precision: 'Precision',
    recall: 'Recall',
    mse: 'Mean squared error',
    meanSquaredError: 'Mean squared error',
    mae: 'Mean absolute error',
    meanAbsoluteError: 'Mean absolute error',
    mape: 'Mean absolute percentage error',
    meanAbsolutePercentageError: 'Mean absolute percentage error',
    cosine: 'Cosine similarity',
    cosineProximity: 'Cosine similarity',
  },
  stack: 'Charts',
  stackHint:
    'Arrow keys move the cursor, Home and End go to its ends, Escape takes it away. Plus and minus zoom around it, 0 shows the whole run.',
  chartLabel: (name: string) => `${name} over steps`,
  /** What a screen reader hears when the cursor moves: `values` are the legend entries of every chart. */
  cursorAt: ({ step, values }: { step: string; values: string }) => `Step ${step}: ${values}`,
  /** The same batch on the lines of a run that has branches. */
  compared: {
    label: 'Lines compared',
    hint: 'The same batch on each line, before its update. Move the cursor to compare other steps.',
    title: (step: string, metric: string) => `Step ${step}, batch ${metric}`,
    line: (line: number) => `line ${line}`,
  },
  /** Where the lines of a run that is over had their lowest loss. */
  best: {
    label: 'Lowest loss',
    by: {
      validation: 'Lowest validation loss',
      epoch: 'Lowest mean loss of an epoch',
      smooth: (weight: number) => `Lowest loss of batches, smoothed ${weight}`,
    },
    hint: 'Of what was trained so far. A loss of the training data alone goes on falling where a model learns them by heart.',
    at: (step: string) => `at step ${step}`,
    /** In the chart. */
    mark: (value: string, step: string) => `lowest ${value}, step ${step}`,
    show: (step: string) => `Show step ${step}`,
    compare: (step: string) => `Compare at step ${step}`,
  },
  /** What a screen reader hears of a run from time to time. */
  spoken: {
    now: ({ step, metric, value }: { step: string; metric: string; value: string }) =>
      `Step ${step}, batch ${metric} ${value}`,
    down: (percent: string, steps: string) => `, down ${percent} percent over ${counted(steps, 'step')}`,
    up: (percent: string, steps: string) => `, up ${percent} percent over ${counted(steps, 'step')}`,
    bad: ({ step, metric }: { step: string; metric: string }) => `Step ${step}, batch ${metric} is not a finite number`,
    alerts: (count: number) => `, ${counted(count, 'alert')}`,
  },
  figureNote: ({ step, seed }: { step: string; seed: number }) => `step ${step}, seed ${seed}`,
  /** Behind the note of a picture: how its charts are looked at. */
  figureView: {
    separator: ', ',
    smoothed: (weight: number) => `smoothed ${weight}`,
    log: 'log y',
    range: (from: string, to: string) => `zoomed to steps ${from}–${to}`,
    axis: { time: 'over training time', epoch: 'over epochs' },
  },
  export: {
    title: 'Export figure',
    close: 'Close',
    preview: 'Preview of the figure',
    charts: 'Charts',
    allCharts: 'All',
    lossOnly: 'Loss only',
    format: 'Format',
    formats: { png: 'PNG', svg: 'SVG' },
    times: (scale: number) => `${scale}×`,
    scale: 'Scale',
    theme: 'Theme',
    light: 'Light',
    dark: 'Dark',
    copy: 'Copy',
    save: 'Export',
    size: ({ name, width, height }: { name: string; width: string; height: string }) =>
      `${name}, ${width} × ${height} pixels`,
    copied: 'Copied to the clipboard as PNG.',
    saved: (path: string) => `Saved: ${path}`,
    failed: (message: string) => `Not exported: ${message}`,
    noPicture: 'The picture could not be drawn. Try a smaller scale.',
  },
  /** The report of a run, and what stands beside it in its folder. */
  exportAll: {
    results: 'Results',
    edits: 'Edits',
    files: 'Files',
    layerColumns: ['Layer', 'Kind', 'Output', 'Parameters'],
    atStep: (step: string, sentence: string) => `after step ${step}: ${sentence}`,
    fileLines: [
      '`charts.svg`, `charts.png`: the charts as they were looked at.',
      '`values.csv`: every value that is kept, in full precision, a row for each step of each line. `loss` and the like are of the batch before its update, `mean_…` of the epoch so far, `val_…` of the validation after the step; `seconds` are of training, `epoch` counts from 1.',
      '`edits.json`: what was changed by hand. With `--edits edits.json` and the same seed the run is repeated.',
    ],
  },
  /** What surprises many who look at a loss for the first time. */
  teaching: {
    'validation-below': {
      question: 'Why is the training loss above the validation loss?',
      answer: ({ mean, validation }: { mean: string; validation: string }) =>
        `The training loss, ${mean}, is the mean over an epoch in which the weights went on improving, with layers such as dropout at work. The validation loss, ${validation}, is measured at the end of it, by the better weights, without them.`,
    },
    'mean-differs': {
      question: 'Why do the batch and the mean so far differ?',
      answer:
        'The thin line is one batch, by the weights before its update. The thick one is the mean since the epoch began, the batches of older weights included, as Keras’s progress bar shows it: it lags behind, and begins afresh with each epoch.',
    },
    dismiss: 'Understood',
    dismissHint: 'Don’t explain this again',
  },
} as const;
