/** Words of the commands: `label` on buttons, menu and palette; `hint` behind it in a tooltip. */
export const commands = {
  run: { label: 'Run', hint: 'Run, or go on where it is paused' },
  pause: { label: 'Pause', hint: 'Pause after the batch in flight' },
  step: { label: 'Step', hint: 'Train exactly one batch' },
  stepN: { label: 'Step N', hint: 'Train N batches, then pause' },
  stop: { label: 'Stop', hint: 'Stop after the batch in flight and keep the model' },
  restart: { label: 'Restart', hint: 'Restart with the same seed: the same numbers again' },
  open: { label: 'Open experiment…', hint: 'Open an experiment file' },
  close: { label: 'Close experiment', hint: 'Close the experiment and show the start page' },
  saveChart: { label: 'Save chart…', hint: 'Save the charts as PNG or SVG' },
  copyChart: { label: 'Copy chart', hint: 'Copy the charts to the clipboard as a picture' },
  saveWindow: { label: 'Save window…', hint: 'Save the window as PNG' },
  toggleBottom: { label: 'Log panel', hint: 'Show or hide the log' },
  quit: { label: 'Quit', hint: 'Quit Batchpoint' },
} as const;
