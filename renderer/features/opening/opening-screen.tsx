import { useState } from 'react';
import type { DragEvent } from 'react';
import type { CommandId } from '../../../main/contract/commands';
import type { DocsPage } from '../../../main/contract/ipc';
import { fileName } from '../../chart-data/file-name';
import { giveCommand } from '../../store/commands';
import { useKeys } from '../../store/use-keys';
import { usePreferences, useText } from '../../store/window-store';
import { Icon } from '../../ui/icon';
import { ExampleCards } from './example-cards';
import { LeftRuns } from './left-runs';
import './opening.css';

const keysShown: readonly CommandId[] = [
  'run',
  'pause',
  'step',
  'stepBack',
  'stepInto',
  'goTo',
  'newBreakpoint',
  'stop',
  'restart',
  'saveChart',
  'toggleBottom',
];

const open = (path: string) => void window.batchpoint.request('experiment:open', path);

const guides: readonly DocsPage[] = ['training', 'debugging'];

const openGuide = (page: DocsPage) => void window.batchpoint.request('docs:open', { page });

/** Nothing is open: a file, one of the last, an example, or a file dropped here. */
export function OpeningScreen() {
  const text = useText();
  const words = text.window.opening;
  const [isOver, setIsOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file) open(window.batchpoint.pathOf(file));
  };
  return (
    <main
      className="opening"
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={onDrop}
    >
      <Start />
      <section className="opening-main">
        <LeftRuns />
        <h2>{words.examples}</h2>
        <ExampleCards onOpen={open} />
        {guides.map((page) => (
          <button key={page} type="button" className="row-button" onClick={() => openGuide(page)}>
            <Icon name="facts" />
            <span>{words.guides[page]}</span>
          </button>
        ))}
        <div className={`drop${isOver ? ' is-over' : ''}`}>
          <Icon name="drop" />
          <p>{words.drop}</p>
          <p className="drop-kinds">{words.dropKinds}</p>
        </div>
      </section>
    </main>
  );
}

function Start() {
  const text = useText();
  const words = text.window.opening;
  const keysOf = useKeys();
  const recent = usePreferences(({ info }) => info?.recent) ?? [];
  return (
    <section className="opening-start">
      <h2>{words.start}</h2>
      {(['open', 'openRun'] as const).map((id) => (
        <button
          key={id}
          type="button"
          className="row-button"
          aria-label={text.commands[id].label}
          title={text.commands[id].hint}
          onClick={() => void giveCommand(id)}
        >
          <Icon name={id === 'open' ? 'file' : 'folder'} />
          <span>{text.commands[id].label}</span>
          {id === 'open' && <kbd>{keysOf(id)[0]}</kbd>}
        </button>
      ))}
      <h2>{words.recent}</h2>
      {recent.length === 0 && <p className="opening-none">{words.noRecent}</p>}
      <ul>
        {recent.slice(0, 8).map((path) => (
          <li key={path}>
            <button type="button" className="row-button" title={path} onClick={() => open(path)}>
              <span>{fileName(path)}</span>
              <em>{path.split(/[\\/]/).at(-2)}</em>
            </button>
          </li>
        ))}
      </ul>
      <h2>{words.keys}</h2>
      <dl className="facts key-list">
        {keysShown.map((id) => (
          <div key={id}>
            <dt>{text.commands[id].label}</dt>
            <dd>{keysOf(id).join(' / ')}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
