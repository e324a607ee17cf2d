import { useEffect, useRef, type ReactNode } from 'react';
import { moveFocus } from './roving';

type Tab<Id extends string> = { readonly id: Id; readonly label: string; readonly title?: string };

type Props<Id extends string> = {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
  /** The panel's element that the tabs belong to. */
  readonly panelId: string;
  /** What stands at the end of the row. */
  readonly children?: ReactNode;
};

/** A row of tabs over one panel: one stop of the Tab key, arrow keys choose. */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect, panelId, children }: Props<Id>) {
  const list = useRef<HTMLDivElement>(null);
  // A command may choose another tab while one has the focus.
  useEffect(() => {
    const chosen = list.current?.querySelector<HTMLElement>('[aria-selected=true]');
    if (list.current?.contains(document.activeElement)) chosen?.focus();
  }, [selected]);
  return (
    <div className="tabs">
      <div
        ref={list}
        className="tab-list"
        role="tablist"
        aria-label={label}
        onKeyDown={(event) => moveFocus(event, tabs.length)}
      >
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            title={tab.title}
            aria-selected={tab.id === selected}
            aria-controls={panelId}
            tabIndex={tab.id === selected ? 0 : -1}
            onClick={() => onSelect(tab.id)}
          >
            <span data-label={tab.label}>{tab.label}</span>
          </button>
        ))}
      </div>
      {children}
    </div>
  );
}
