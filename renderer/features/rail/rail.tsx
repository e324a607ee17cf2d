import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useRun, useText } from '../../store/window-store';
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icon';
import { DataFacts } from './data-facts';
import { ModelLayers } from './model-layers';
import { RunFactsList } from './run-facts-list';
import { useIsNarrow } from './use-is-narrow';
import './rail.css';

type SectionId = 'run' | 'breakpoints' | 'data' | 'model';
const order: readonly SectionId[] = ['run', 'breakpoints', 'data', 'model'];
const icons: { readonly [Id in SectionId]: IconName } = {
  run: 'facts',
  breakpoints: 'breakpoint',
  data: 'data',
  model: 'model',
};

/** What is being trained: only what is known. In a narrow window its sections are icons that open beside the rail. */
export function Rail({ breakpoints }: { readonly breakpoints: ReactNode }) {
  const text = useText();
  const words = { ...text.window.rail, breakpoints: text.breakpoints.title };
  const isNarrow = useIsNarrow();
  const [closed, setClosed] = useState<readonly SectionId[]>([]);
  const [popped, setPopped] = useState<SectionId>();
  const hasPlan = useRun(({ plan }) => plan !== undefined);
  useEffect(() => {
    if (!isNarrow) setPopped(undefined);
  }, [isNarrow]);
  const bodies: { readonly [Id in SectionId]: ReactNode } = {
    run: <RunFactsList />,
    breakpoints,
    data: <DataFacts />,
    model: <ModelLayers />,
  };
  const toggle = (id: SectionId) => {
    if (isNarrow) setPopped(popped === id ? undefined : id);
    else setClosed(closed.includes(id) ? closed.filter((other) => other !== id) : [...closed, id]);
  };
  return (
    <aside
      className="rail"
      aria-label={words.label}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setPopped(undefined);
      }}
    >
      {hasPlan &&
        order.map((id) => {
          const isOpen = isNarrow ? popped === id : !closed.includes(id);
          return (
            <section key={id} className={`rail-section${isOpen ? '' : ' is-closed'}`}>
              <h2>
                <button type="button" aria-expanded={isOpen} title={words[id]} onClick={() => toggle(id)}>
                  <Icon name="down" className="icon-fold" />
                  <Icon name={icons[id]} className="rail-icon" />
                  <span>{words[id]}</span>
                  {id === 'model' && <small>{words.parameters}</small>}
                  {id === 'breakpoints' && <small>{text.breakpoints.hits}</small>}
                </button>
              </h2>
              {isOpen && <div className="rail-body">{bodies[id]}</div>}
            </section>
          );
        })}
    </aside>
  );
}
