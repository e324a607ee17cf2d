import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// ---- imports that an area may not have -------------------------------------------------------------------------------
const noElectron = {
  regex: '^electron(/|$)',
  message:
    'No Electron here: take what you need as an argument and wire it in the shell (main/*.ts, main/trainer/host.ts).',
};
const contractOnly = {
  regex: '(^|/)main/(?!contract(/|$))',
  message: 'The window sees main/ only through main/contract; ask window.batchpoint.',
};
const noNode = { regex: '^node:', message: 'No Node in the window; ask window.batchpoint.' };
const noTensors = { regex: '^@tensorflow/', message: 'No TensorFlow in the window: plain numbers come over the port.' };

// ---- syntax ----------------------------------------------------------------------------------------------------------
const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name, so that a search finds every use.',
};
const noIpcMain = {
  selector: "Identifier[name='ipcMain']",
  message: 'Register handlers in main/ipc.ts, which checks the sender and the types.',
};
const noIpcRenderer = {
  selector: "Identifier[name='ipcRenderer']",
  message: 'Only main/preload talks to ipcRenderer; use window.batchpoint.',
};
const noLooseSend = {
  selector: "CallExpression[callee.property.name=/^(send|postMessage)$/][callee.object.property.name='webContents']",
  message: 'Send through main/ipc.ts, which checks channel and payload.',
};
const noBareDate = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: 'Pass the time in, so that tests decide it.',
};
const noLiteralText = [
  {
    selector: 'JSXText[value=/\\p{L}/u]',
    message: 'Visible words come from the catalogue in main/contract/text.',
  },
  {
    selector: 'JSXAttribute[name.name=/^(aria-label|title|placeholder|alt|label)$/] > Literal[value=/\\p{L}/u]',
    message: 'Words of an attribute come from the catalogue in main/contract/text.',
  },
];
const noUnrunTests = [
  {
    selector: 'MemberExpression[property.name=/^(skip|only|todo|skipIf|runIf|fails)$/]',
    message: 'Every test runs, every time: mend it or delete it.',
  },
  {
    selector:
      'CallExpression[callee.name=/^(it|test|describe)$/] > ObjectExpression > Property[key.name=/^(skip|only|todo|fails)$/]',
    message: 'Every test runs, every time: no option that leaves it out.',
  },
];

// The app runs on Electron 33.2.1 too (Chrome 130, Node 20.18), and the set-up on plain Node 20.18.
const newerThanElectron33 = [
  {
    selector: "MemberExpression[property.name='executeInMainWorld']",
    message: 'Electron 33 has no contextBridge.executeInMainWorld.',
  },
  {
    selector: "MemberExpression[object.property.name='navigationHistory'][property.name='restore']",
    message: 'Electron 33 has no navigationHistory.restore.',
  },
  {
    selector:
      "CallExpression[callee.property.name=/^(on|once|addListener)$/][arguments.0.value='console-message'][arguments.1.params.length<3]",
    message: 'Electron 33 gives console-message as (event, level, message, …), not as one object.',
  },
];
const newNames =
  '/^(registerHooks|stripTypeScriptTypes|enableCompileCache|findPackageJSON|globSync|mkdtempDisposable(Sync)?|getCallSites|(create)?[zZ]std(C|Dec)ompress(Sync)?)$/';
const newerThanNode20 = [
  { selector: `MemberExpression[property.name=${newNames}]`, message: 'Node 20.18 has no such function.' },
  { selector: `ImportSpecifier[imported.name=${newNames}]`, message: 'Node 20.18 exports no such function.' },
  {
    selector: "ImportDeclaration[source.value=/^node:fs/] > ImportSpecifier[imported.name='glob']",
    message: 'Node 20.18 has no fs.glob.',
  },
  { selector: "ImportDeclaration[source.value='node:sqlite']", message: 'Node 20.18 has no node:sqlite.' },
];
const newObjectMembers = [
  ['Promise', 'withResolvers'],
  ['Promise', 'try'],
  ['Object', 'groupBy'],
  ['Map', 'groupBy'],
  ['Array', 'fromAsync'],
].map(([object, property]) => ({ object, property, message: `Node 20.18 has no ${object}.${property}.` }));

const clock = [
  { object: 'Date', property: 'now', message: 'Pass the time in, so that tests decide it.' },
  { object: 'performance', property: 'now', message: 'Pass a clock in, so that tests decide it.' },
  {
    object: 'Math',
    property: 'random',
    message: 'Draw from a key (main/training/random), so that a run can be repeated.',
  },
];

const everywhere = [noDefaultExport, noIpcMain, noIpcRenderer, noLooseSend, ...newerThanElectron33, ...newerThanNode20];
/** Later blocks replace the options of a rule, so each block says its whole list. */
const syntax = (...selectors) => ({ 'no-restricted-syntax': ['error', ...selectors] });
const allBut = (...selectors) => everywhere.filter((selector) => !selectors.includes(selector));
const imports = (...patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] });
const properties = (...members) => ({ 'no-restricted-properties': ['error', ...members] });
const functionLength = (max) => ({
  'max-lines-per-function': ['error', { max, skipComments: true, skipBlankLines: true }],
});

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', 'node_modules/**', '.cache/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    name: 'batchpoint/every-file',
    files: ['**/*.{ts,tsx,mjs,cjs}'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_$', ignoreRestSiblings: true },
      ],
      'max-lines': ['error', { max: 400 }],
      ...functionLength(60),
      ...syntax(...everywhere),
      ...properties(...newObjectMembers),
    },
  },
  {
    name: 'batchpoint/typed',
    files: ['**/*.{ts,tsx}'],
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: ['electron.vite.config.ts', 'scripts/*.ts'],
          defaultProject: 'main/tsconfig.json',
        },
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unsafe-argument': 'error',
      '@typescript-eslint/no-unsafe-assignment': 'error',
      '@typescript-eslint/no-unsafe-call': 'error',
      '@typescript-eslint/no-unsafe-member-access': 'error',
      '@typescript-eslint/no-unsafe-return': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { name: 'batchpoint/commonjs', files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  { name: 'batchpoint/components', files: ['**/*.tsx'], rules: functionLength(100) },
  {
    name: 'batchpoint/tests',
    files: ['test/**'],
    rules: { 'max-lines-per-function': 'off', ...syntax(...everywhere, ...noUnrunTests) },
  },
  // An experiment is a default export by design, and so is the configuration of a tool.
  {
    name: 'batchpoint/default-exports',
    files: ['examples/**', 'test/fixtures/**', '**/*.config.{ts,mjs}'],
    rules: syntax(...allBut(noDefaultExport)),
  },
  { name: 'batchpoint/ipc', files: ['main/ipc.ts'], rules: syntax(...allBut(noIpcMain, noLooseSend)) },
  { name: 'batchpoint/preload', files: ['main/preload/**'], rules: syntax(...allBut(noIpcRenderer)) },
  {
    name: 'batchpoint/no-electron',
    files: ['main/{contract,files,training,experiment,cli}/**', 'main/trainer/**', 'examples/**'],
    ignores: ['main/trainer/host*.ts'],
    rules: imports(noElectron),
  },
  {
    name: 'batchpoint/no-clock',
    files: ['main/{contract,files,training,experiment}/**', 'renderer/chart-data/**'],
    rules: { ...properties(...newObjectMembers, ...clock), ...syntax(...everywhere, noBareDate) },
  },
  {
    name: 'batchpoint/window',
    files: ['renderer/**'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...imports(noElectron, contractOnly, noNode, noTensors),
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  { name: 'batchpoint/words', files: ['renderer/**/*.tsx'], rules: syntax(...everywhere, ...noLiteralText) },
);
