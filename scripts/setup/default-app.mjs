// What the fallback Electron starts with: `electron [-r module]... <app folder or file> [args]`, like the one that
// Electron ships. An ES module, so that it can await an application that is one.
import fs from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

function parse(args) {
  const preload = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === '-v' || arg === '--version') return { preload, showVersion: true };
    if (arg === '-r' || arg === '--require') preload.push(args[++i]);
    else if (!arg.startsWith('-')) return { preload, target: path.resolve(arg) };
  }
  return { preload };
}

/** Gives the application its name, version and user-data folder, and returns its main file. */
function adopt(folder) {
  const manifest = path.join(folder, 'package.json');
  if (!fs.existsSync(manifest)) return folder;
  const { name, productName, version, main } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
  if (version) app.setVersion(version);
  app.name = productName ?? name ?? app.name;
  app.setPath('userData', path.join(app.getPath('appData'), app.name));
  app.setAppPath(folder);
  return path.resolve(folder, main ?? 'index.js');
}

const { preload, target, showVersion } = parse(process.argv.slice(1));
if (showVersion) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
}
if (!target) {
  console.error('electron: which application? Give its folder.');
  process.exit(2);
}
Module._preloadModules(preload);
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
await import(pathToFileURL(adopt(target)).href);
