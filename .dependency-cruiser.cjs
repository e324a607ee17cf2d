const ours = '^(main|renderer|test|examples|scripts)/';
const trainerChild = '^main/trainer/(?!host)';

/** Files under `from` may import, of our own code, only files matching `allowed`. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: ours, pathNot: allowed },
});

/** Files under `from` may not import files under `to`, which build on them. */
const notLater = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: to } });

/** Files matching `from` may not import these npm packages. */
const noPackage = (name, from, packages) => ({
  name,
  severity: 'error',
  from,
  to: { path: `(^|/)node_modules/(${packages})(/|$)` },
});

/** Files matching `from` may not import modules of Node itself. */
const noNode = (name, path) => ({ name, severity: 'error', from: { path }, to: { dependencyTypes: ['core'] } });

const ownCode = [
  only('contract-imports-nothing', '^main/contract/', '^main/contract/'),
  only('files-know-only-contract', '^main/files/', '^main/(files|contract)/'),
  only('engine-knows-only-contract-and-files', '^main/training/', '^main/(training|files|contract)/'),
  notLater(
    'a-step-knows-not-who-looks-at-it',
    '^main/training/(inside-step|measures)/',
    '^main/training/(breakpoints|debug|session|modes)/',
  ),
  notLater('breakpoints-know-no-panel', '^main/training/breakpoints/', '^main/training/debug/'),
  only('experiment-knows-the-engine', '^main/experiment/', '^main/(experiment|training|files|contract)/'),
  only('trainer-child-is-not-the-shell', trainerChild, `${trainerChild}|^main/(training|experiment|files|contract)/`),
  only(
    'cli-is-a-trainer-without-a-window',
    '^main/cli/',
    '^main/(cli/|trainer/backend|training/|experiment/|files/|contract/)',
  ),
  only(
    'shell-reaches-trainer-through-host',
    '^main/(trainer/host[^/]*|[^/]+)\\.ts$',
    '^main/(trainer/host|files/|contract/|[^/]+\\.ts$)',
  ),
  only('preload-knows-only-contract', '^main/preload/', '^main/(preload|contract)/'),
  only('examples-see-what-a-user-sees', '^examples/', '^(examples/|main/experiment/public-api)'),
  only('renderer-reaches-main-through-contract', '^renderer/', '^(renderer/|main/contract/)'),
  only('chart-data-is-pure', '^renderer/chart-data/', '^(renderer/chart-data/|main/contract/)'),
  only('store-knows-no-view', '^renderer/store/', '^(renderer/(store|chart-data)/|main/contract/)'),
  only('ui-knows-no-state', '^renderer/ui/', '^renderer/ui/'),
  {
    name: 'features-do-not-import-features',
    severity: 'error',
    from: { path: '^renderer/features/([^/]+)/' },
    to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
  },
  {
    name: 'features-do-not-import-the-frame',
    severity: 'error',
    from: { path: '^renderer/features/' },
    to: { path: '^renderer/[^/]+$' },
  },
];

const packages = [
  noPackage(
    'electron-only-in-the-shell',
    { path: `^(main/(contract|files|training|experiment|cli)|renderer|examples)/|${trainerChild}` },
    'electron',
  ),
  noPackage(
    'react-only-in-components',
    // Hooks of the store are `use-*.ts`.
    { path: '^(main|renderer/(store|chart-data)|examples|scripts)/', pathNot: '^renderer/store/use-' },
    'react|react-dom',
  ),
  noPackage('recharts-only-in-features', { path: ours, pathNot: '^(renderer/features|test)/' }, 'recharts'),
  noPackage('zustand-only-in-the-store', { path: ours, pathNot: '^(renderer/store|test)/' }, 'zustand'),
  noPackage(
    'esbuild-only-for-experiments',
    { path: '^(main|renderer|examples)/', pathNot: '^main/experiment/' },
    'esbuild',
  ),
  noPackage(
    'tfjs-node-only-in-backend',
    { path: ours, pathNot: '^(main/trainer/backend\\.ts$|scripts/doctor/|test/bench/)' },
    '@tensorflow/tfjs-node',
  ),
  noPackage('no-tensors-in-contract-or-window', { path: '^(main/(contract|preload)|renderer)/' }, '@tensorflow/[^/]+'),
  noPackage('no-packages-in-contract', { path: '^(main/contract|renderer/chart-data)/' }, '(?!jsep(/|$)).+'),
  noPackage('jsep-only-in-conditions', { path: ours, pathNot: '^(main/contract/conditions|test)/' }, 'jsep'),
  noPackage(
    'protobufjs-only-where-files-are-written',
    { path: ours, pathNot: '^(main/training/(compiled-step|callbacks/tensorboard|protobuf)|test)/' },
    'protobufjs',
  ),
  noNode('no-node-in-contract-or-window', '^(main/contract|renderer)/'),
];

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      // Types may name each other: they are gone once the program runs.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    // A checker that can't find the files passes everything.
    // `batchpoint` is what an experiment imports: the loader gives it the running instance.
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^batchpoint$' },
    },
    {
      name: 'nothing-imports-test',
      severity: 'error',
      from: { path: '^(main|renderer|examples|scripts)/' },
      to: { path: '^test/' },
    },
    ...ownCode,
    ...packages,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    // The one that knows `batchpoint`, the public name.
    tsConfig: { fileName: 'examples/tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'require', 'node', 'default'],
    },
  },
};
