/** One import: the file that has it, and what it imports: a path of the repository, an npm package or a Node module. */
export type Import = { readonly from: string; readonly to: string };

export type PlantedImport = { readonly rule: string; readonly bad: Import; readonly good: Import };

const arrow = (text: string): Import => {
  const [from = '', to = ''] = text.split(' -> ');
  return { from, to };
};
const plant = (rule: string, bad: string, good: string): PlantedImport => ({
  rule,
  bad: arrow(bad),
  good: arrow(good),
});

/** For each rule of .dependency-cruiser.cjs at least one import that breaks it and a like one that is allowed. */
export const plantedImports: readonly PlantedImport[] = [
  plant(
    'everything-resolves',
    'main/training/lost.ts -> ./nowhere',
    'main/training/found.ts -> main/training/clock.ts',
  ),
  plant('nothing-imports-test', 'main/leak.ts -> test/fixtures/a.ts', 'test/main/leak.test.ts -> test/fixtures/a.ts'),
  plant(
    'contract-imports-nothing',
    'main/contract/a.ts -> main/training/clock.ts',
    'main/contract/b.ts -> main/contract/c.ts',
  ),
  plant(
    'files-know-only-contract',
    'main/files/a.ts -> main/training/clock.ts',
    'main/files/b.ts -> main/contract/c.ts',
  ),
  plant(
    'engine-knows-only-contract-and-files',
    'main/training/a.ts -> main/experiment/load.ts',
    'main/training/b.ts -> main/contract/c.ts',
  ),
  ...['inside-step', 'measures'].flatMap((folder) =>
    ['breakpoints', 'debug', 'session', 'modes'].map((later) =>
      plant(
        'a-step-knows-not-who-looks-at-it',
        `main/training/${folder}/a.ts -> main/training/${later}/a.ts`,
        `main/training/${later}/b.ts -> main/training/${folder}/b.ts`,
      ),
    ),
  ),
  plant(
    'breakpoints-know-no-panel',
    'main/training/breakpoints/a.ts -> main/training/debug/a.ts',
    'main/training/debug/b.ts -> main/training/breakpoints/b.ts',
  ),
  plant(
    'experiment-knows-the-engine',
    'main/experiment/a.ts -> main/trainer/backend.ts',
    'main/experiment/b.ts -> main/training/clock.ts',
  ),
  plant(
    'trainer-child-is-not-the-shell',
    'main/trainer/entry.ts -> main/menu.ts',
    'main/trainer/port.ts -> main/experiment/load.ts',
  ),
  plant(
    'trainer-child-is-not-the-shell',
    'main/trainer/a.ts -> main/trainer/host.ts',
    'main/trainer/b.ts -> main/trainer/backend.ts',
  ),
  plant(
    'cli-is-a-trainer-without-a-window',
    'main/cli/a.ts -> main/menu.ts',
    'main/cli/b.ts -> main/trainer/backend.ts',
  ),
  plant(
    'cli-is-a-trainer-without-a-window',
    'main/cli/c.ts -> main/trainer/entry.ts',
    'main/cli/d.ts -> main/experiment/load.ts',
  ),
  plant(
    'shell-reaches-trainer-through-host',
    'main/a.ts -> main/trainer/entry.ts',
    'main/b.ts -> main/trainer/host.ts',
  ),
  plant(
    'shell-reaches-trainer-through-host',
    'main/trainer/host.ts -> main/training/clock.ts',
    'main/trainer/host-port.ts -> main/contract/c.ts',
  ),
  plant('preload-knows-only-contract', 'main/preload/a.ts -> main/menu.ts', 'main/preload/b.ts -> main/contract/c.ts'),
  plant(
    'examples-see-what-a-user-sees',
    'examples/a.ts -> main/training/clock.ts',
    'examples/b.ts -> main/experiment/public-api.ts',
  ),
  plant(
    'renderer-reaches-main-through-contract',
    'renderer/app.ts -> main/menu.ts',
    'renderer/main.ts -> main/contract/c.ts',
  ),
  plant(
    'chart-data-is-pure',
    'renderer/chart-data/a.ts -> renderer/store/s.ts',
    'renderer/chart-data/b.ts -> main/contract/c.ts',
  ),
  plant(
    'store-knows-no-view',
    'renderer/store/a.ts -> renderer/ui/button.ts',
    'renderer/store/b.ts -> renderer/chart-data/d.ts',
  ),
  plant('ui-knows-no-state', 'renderer/ui/a.ts -> renderer/store/s.ts', 'renderer/ui/b.ts -> renderer/ui/button.ts'),
  plant(
    'features-do-not-import-features',
    'renderer/features/log/a.ts -> renderer/features/batch/table.ts',
    'renderer/features/batch/b.ts -> renderer/features/batch/table.ts',
  ),
  plant(
    'features-do-not-import-the-frame',
    'renderer/features/log/b.ts -> renderer/frame.ts',
    'renderer/start.ts -> renderer/frame.ts',
  ),
  ...['contract', 'files', 'training', 'experiment', 'cli'].map((area) =>
    plant('electron-only-in-the-shell', `main/${area}/electron.ts -> electron`, 'main/window.ts -> electron'),
  ),
  plant('electron-only-in-the-shell', 'main/trainer/electron.ts -> electron', 'main/trainer/host-fork.ts -> electron'),
  plant('electron-only-in-the-shell', 'renderer/electron.ts -> electron', 'main/preload/electron.ts -> electron'),
  plant('react-only-in-components', 'renderer/store/react.ts -> react', 'renderer/ui/react.ts -> react'),
  plant('react-only-in-components', 'main/training/react.ts -> react-dom', 'renderer/root.ts -> react-dom'),
  plant('recharts-only-in-features', 'renderer/ui/chart.ts -> recharts', 'renderer/features/log/chart.ts -> recharts'),
  plant('zustand-only-in-the-store', 'renderer/features/log/z.ts -> zustand', 'renderer/store/z.ts -> zustand'),
  plant('esbuild-only-for-experiments', 'main/trainer/build.ts -> esbuild', 'main/experiment/build.ts -> esbuild'),
  plant(
    'tfjs-node-only-in-backend',
    'main/training/native.ts -> @tensorflow/tfjs-node',
    'main/trainer/backend.ts -> @tensorflow/tfjs-node',
  ),
  plant(
    'no-tensors-in-contract-or-window',
    'renderer/tensor.ts -> @tensorflow/tfjs-core',
    'main/training/tensor.ts -> @tensorflow/tfjs-core',
  ),
  plant('no-packages-in-contract', 'main/contract/p.ts -> esbuild', 'main/contract/q.ts -> main/contract/c.ts'),
  plant('no-packages-in-contract', 'main/contract/conditions/p.ts -> esbuild', 'main/contract/conditions/q.ts -> jsep'),
  plant('jsep-only-in-conditions', 'main/contract/r.ts -> jsep', 'main/contract/conditions/r.ts -> jsep'),
  plant(
    'protobufjs-only-where-files-are-written',
    'main/training/models/s.ts -> protobufjs/light.js',
    'main/training/compiled-step/s.ts -> protobufjs/light.js',
  ),
  plant(
    'protobufjs-only-where-files-are-written',
    'main/training/callbacks/t.ts -> protobufjs/light.js',
    'main/training/callbacks/tensorboard/t.ts -> protobufjs/light.js',
  ),
  plant(
    'protobufjs-only-where-files-are-written',
    'main/training/data/t.ts -> protobufjs/light.js',
    'main/training/protobuf/t.ts -> protobufjs/light.js',
  ),
  plant('no-node-in-contract-or-window', 'main/contract/n.ts -> node:fs', 'main/experiment/n.ts -> node:fs'),
  plant('no-node-in-contract-or-window', 'renderer/n.ts -> node:path', 'main/cli/n.ts -> node:path'),
];
