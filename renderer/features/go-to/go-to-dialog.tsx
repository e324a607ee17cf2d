import { useEffect, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { formatStep } from '../../chart-data/number-format';
import { goToStep } from '../../store/commands';
import { reachOf, stepNow } from '../../store/selectors';
import { useRun, useText, workspace } from '../../store/window-store';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import './go-to.css';

const close = () => workspace.setState({ isGoingTo: false });

/** Asks for a step to go to, or to train on to. */
export function GoToDialog() {
  const words = useText().travel.goTo;
  const oldest = useRun((facts) => reachOf(facts).oldest);
  const newest = useRun((facts) => reachOf(facts).newest);
  const most = useRun((facts) => reachOf(facts).most);
  const now = useRun(stepNow);
  const [text, setText] = useState(String(now));
  const step = stepIn(text, oldest, most);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (step === undefined) return;
    close();
    goToStep(step);
  };
  const last = Number.isFinite(most) ? formatStep(most) : undefined;
  const range = [formatStep(oldest), formatStep(newest)] as const;
  const said = most > newest ? words.rangeAhead(...range, last) : words.range(...range);
  return (
    <Dialog title={words.title} closeLabel={words.close} onClose={close}>
      <form className="go-to" onSubmit={submit}>
        <label>
          {words.field}
          <input
            className="field field-number"
            inputMode="numeric"
            ref={field}
            value={text}
            aria-invalid={step === undefined}
            aria-describedby="go-to-range"
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <p id="go-to-range" className={step === undefined ? 'text-error' : 'text-quiet'}>
          {step === undefined ? words.whole(range[0], last) : said}
        </p>
        <div className="actions">
          <Button label={words.cancel} kind="bordered" onClick={close} />
          <Button type="submit" label={words.go} kind="filled" disabled={step === undefined} />
        </div>
      </form>
    </Dialog>
  );
}

/** The step that a text names; undefined if none that can be gone to. Digits may be grouped. */
export function stepIn(text: string, oldest: number, most: number): number | undefined {
  const digits = text.replace(/[\s,]/g, '');
  const step = Number(digits);
  return /^\d+$/.test(digits) && step >= oldest && step <= most ? step : undefined;
}
