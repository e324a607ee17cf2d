import { useEffect, useRef, type ReactNode } from 'react';
import { BatchPanel } from './features/batch/batch-panel';
import { EditsPanel } from './features/edits/edits-panel';
import { LayersPanel } from './features/layers/layers-panel';
import { OptimizerPanel } from './features/optimizer/optimizer-panel';
import { StepPanel } from './features/step-tab/step-panel';
import { WhatIfPanel } from './features/what-if/what-if-panel';
import { provideViewCommands, tabCommands } from './store/commands';
import { useHint } from './store/use-keys';
import { useText, useWorkspace, workspace } from './store/window-store';
import type { InspectorTab } from './store/workspace';
import { Tabs } from './ui/tabs';

const panels: { readonly [Id in InspectorTab]: () => ReactNode } = {
  step: () => <StepPanel />,
  batch: () => <BatchPanel />,
  layers: () => <LayersPanel />,
  optimizer: () => <OptimizerPanel />,
  edits: () => <EditsPanel />,
  whatIf: () => <WhatIfPanel />,
};
const order: readonly InspectorTab[] = ['step', 'batch', 'layers', 'optimizer', 'edits', 'whatIf'];

/** What holds now: a tab for each question about it. */
export function Inspector() {
  const words = useText().window.inspector;
  const hintOf = useHint();
  const aside = useRef<HTMLElement>(null);
  useEffect(() => {
    const showTab = (inspectorTab: InspectorTab) => {
      workspace.setState({ inspectorTab });
      aside.current?.querySelectorAll<HTMLElement>('[role=tab]')[order.indexOf(inspectorTab)]?.focus();
    };
    return provideViewCommands({ showTab });
  }, []);
  const selected = useWorkspace(({ inspectorTab }) => inspectorTab);
  return (
    <aside ref={aside} className="inspector" aria-label={words.label}>
      <Tabs
        label={words.label}
        tabs={order.map((id) => ({ id, label: words.tabs[id], title: hintOf(tabCommands[id]) }))}
        selected={selected}
        onSelect={(inspectorTab) => workspace.setState({ inspectorTab })}
        panelId="inspector-panel"
      />
      <div className="inspector-panel" id="inspector-panel" role="tabpanel" aria-label={words.tabs[selected]}>
        {panels[selected]()}
      </div>
    </aside>
  );
}
