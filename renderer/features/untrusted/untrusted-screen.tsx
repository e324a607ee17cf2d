import { useState } from 'react';
import { fileName } from '../../chart-data/file-name';
import { giveCommand } from '../../store/commands';
import { connection, useRun, useText } from '../../store/window-store';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { SourceView } from './source-view';
import './untrusted.css';

/** A file that was not run before asks before its code runs; its code can be read here first. */
export function UntrustedScreen() {
  const words = useText().window.untrusted;
  const state = useRun((facts) => facts.state);
  const [looks, setLooks] = useState(false);
  if (state.status !== 'untrusted') return null;
  return (
    <main className="untrusted">
      <section className="untrusted-ask" aria-labelledby="untrusted-title">
        <h2 id="untrusted-title">
          <Icon name="lock" />
          {words.title(fileName(state.file))}
        </h2>
        <p className="untrusted-path selectable">{state.file}</p>
        <p>{words.explain}</p>
        <div className="actions">
          <Button
            label={words.run}
            icon="run"
            kind="filled"
            onClick={() => connection.send({ kind: 'trust', hash: state.hash })}
          />
          <Button
            label={looks ? words.hide : words.look}
            icon="file"
            kind="bordered"
            aria-expanded={looks}
            onClick={() => setLooks(!looks)}
          />
          <Button label={words.cancel} onClick={() => void giveCommand('close')} />
        </div>
      </section>
      {looks && <SourceView sources={state.sources} />}
    </main>
  );
}
