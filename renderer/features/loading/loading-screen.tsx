import { giveCommand } from '../../store/commands';
import { useRun, useText } from '../../store/window-store';
import { Button, Spinner } from '../../ui/button';
import './loading.css';

/** A process is starting: TensorFlow takes a second or two to load. */
export function LoadingScreen() {
  const words = useText().window.loading;
  const file = useRun(({ state }) => (state.status === 'loading' ? state.file : undefined));
  return (
    <main className="loading">
      <Spinner />
      <p>{words.starting}</p>
      {file && <p className="loading-file">{words.reading(file)}</p>}
      <Button label={words.cancel} kind="bordered" onClick={() => void giveCommand('close')} />
    </main>
  );
}
