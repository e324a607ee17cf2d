// A trainer that trains nothing: it speaks the trainer's protocol from outside the page, so that the whole window works
// as in a real run while nothing else takes the processor.

/**
 * Runs in the shell's process. Sends the window a port as the shell does, answers its first question with the whole
 * history, and goes on with ten arrays of ten batches a second.
 * @param {typeof import('electron')} electron
 * @param {{ history: number, series: string[], stepsPerEpoch: number }} options
 * @returns {void}
 */
export function startSyntheticTrainer({ BrowserWindow, MessageChannelMain }, { history, series, stepsPerEpoch }) {
  const { port1: port, port2 } = new MessageChannelMain();
  const total = history * 4;
  const batch = 64;
  let step = 0;
  let sent = 0;

  // A random walk of fixed seed around a falling curve.
  let seed = 1;
  const noise = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32 - 0.5;
  const level = (i) => {
    const fall = Math.exp((-4 * step) / total);
    return i === 1 ? 0.97 - 0.8 * fall : (2.2 * fall + 0.2) / (i + 1);
  };
  const logs = (spread) => Object.fromEntries(series.map((key, i) => [key, level(i) * (1 + spread * noise())]));

  const nextBatch = () => {
    const events = [];
    const epoch = Math.floor(step / stepsPerEpoch);
    const inEpoch = step % stepsPerEpoch;
    if (inEpoch === 0) events.push({ type: 'epoch-begin', epoch, step });
    step++;
    const means = logs(0.01);
    events.push({ type: 'batch-end', step, epoch, batch: inEpoch, rows: batch, own: logs(0.3), means, ms: 10 });
    if (inEpoch === stepsPerEpoch - 1) {
      const validation = Object.fromEntries(series.map((key) => [`val_${key}`, means[key] * 1.05]));
      events.push({ type: 'epoch-end', epoch, step, logs: { ...means, ...validation } });
    }
    return events;
  };
  const send = (events) => {
    port.postMessage({ kind: 'events', from: sent, events });
    sent += events.length;
  };
  const batches = (count) => Array.from({ length: count }, nextBatch).flat();

  const plan = {
    name: 'bench',
    file: '/bench.ts',
    mode: 'generator',
    seed: 1,
    threads: 1,
    versions: {},
    models: [],
    series,
    validates: true,
    epochs: total / stepsPerEpoch,
    initialEpoch: 0,
    stepsPerEpoch,
    totalSteps: total,
  };
  const begin = () => {
    send([
      { type: 'plan', plan },
      { type: 'state', state: { status: 'running', step: 0, pauseRequested: false } },
    ]);
    while (step < history) send(batches(Math.min(10_000, history - step)));
    setInterval(() => send(batches(10)), 100);
    setInterval(() => {
      const status = { tensors: 214, memory: 6e8 + step, batchesPerSecond: 100, etaMs: (total - step) * 10 };
      port.postMessage({ kind: 'status', status });
    }, 500);
  };

  const tensor = (values, shape) => ({ dtype: 'float32', shape, bytes: new Uint8Array(values.buffer) });
  const inspect = (id) => {
    const inputs = Float32Array.from({ length: batch * 28 * 28 }, () => noise() + 0.5);
    const targets = Float32Array.from({ length: batch }, (_, i) => i % 10);
    const predictions = Float32Array.from({ length: batch * 10 }, () => 0.1);
    const losses = Float32Array.from({ length: batch }, () => noise() + 1);
    const place = { step, epoch: Math.floor((step - 1) / stepsPerEpoch), batch: (step - 1) % stepsPerEpoch };
    const detail = {
      ...place,
      model: '',
      rows: batch,
      shownRows: batch,
      judgedRows: batch,
      inputs: [{ name: 'x', data: tensor(inputs, [batch, 28, 28, 1]) }],
      targets: [{ name: 'y', data: tensor(targets, [batch, 1]) }],
      predictions: [{ name: 'y', data: tensor(predictions, [batch, 10]) }],
      perSampleLoss: tensor(losses, [batch]),
    };
    port.postMessage({ kind: 'answer', id, result: detail });
  };

  port.on('message', ({ data }) => {
    if (data.kind === 'catch-up' && sent === 0) begin();
    else if (data.kind === 'ask') inspect(data.id);
  });
  port.start();
  const capabilities = ['pause', 'step', 'stop', 'inspectBatch'];
  port.postMessage({ kind: 'hello', version: 1, run: 'bench', capabilities, events: 0 });
  // eslint-disable-next-line no-restricted-syntax -- this stands in for the shell
  BrowserWindow.getAllWindows()[0].webContents.postMessage('batchpoint:trainer-port', null, [port2]);
}
