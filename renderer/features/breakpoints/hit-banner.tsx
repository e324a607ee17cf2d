import { formatCondition, formatStep } from '../../chart-data/number-format';
import { breakpoints, useBreakpoints } from '../../store/breakpoints';
import { giveCommand } from '../../store/commands';
import { useRun, useText } from '../../store/window-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import './breakpoints.css';

/** Says which condition holds the run, with its values, and the ways on. */
export function HitBanner() {
  const text = useText();
  const state = useRun((facts) => facts.state);
  const list = useBreakpoints((now) => now.breakpoints);
  if (state.status !== 'paused' || state.why.kind !== 'breakpoint') return null;
  const { id, condition, values } = state.why;
  const words = text.breakpoints.banner;
  const isBefore = state.at === 'before-commit';
  const step = formatStep(isBefore ? state.step + 1 : state.step);
  const own = list.find((each) => each.id === id);
  return (
    <Banner
      tone="paused"
      icon="breakpoint"
      label={words.label}
      actions={
        <>
          {isBefore && (
            <>
              <Button label={text.commands.commit.label} kind="bordered" onClick={() => void giveCommand('commit')} />
              <Button label={text.commands.discard.label} kind="bordered" onClick={() => void giveCommand('discard')} />
            </>
          )}
          {own && <Button label={words.edit} onClick={() => breakpoints.edit(own)} />}
        </>
      }
    >
      <div role="status">
        <strong>
          {isBefore ? words.before(step) : words.after(step)}{' '}
          <code className="banner-code" title={condition}>
            {condition}
          </code>
          {valueText(values, words)}
        </strong>
        <p className="selectable">
          {isBefore ? words.notWritten : words.written} {Object.keys(values).length > 1 && <Values values={values} />}
        </p>
      </div>
    </Banner>
  );
}

type Hit = { readonly [name: string]: number | boolean | string };

/** The value of a condition that has only one: it follows the condition. */
function valueText(values: Hit, words: { readonly is: (value: string) => string }): string {
  const [only, ...others] = Object.values(values);
  return only === undefined || others.length > 0 ? '' : ` (${words.is(formatCondition(only))})`;
}

function Values({ values }: { readonly values: Hit }) {
  const words = useText().breakpoints.banner;
  return (
    <span className="banner-values">
      {Object.entries(values).map(([name, value]) => (
        <code key={name} className="banner-code" title={name}>
          {words.values(name, formatCondition(value))}
        </code>
      ))}
    </span>
  );
}
