import { useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Button } from './button';

/** Stands over the window until it is closed; Escape closes it, and the focus goes back to where it was. Its filled button has the focus first. */
export function Dialog(props: {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const element = useRef<HTMLDialogElement>(null);
  // Closed before it is taken out of the page: only then the focus is put back.
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    // Enter does what it is for, and does not close it.
    dialog?.querySelector<HTMLElement>('.btn-filled')?.focus();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      className="dialog"
      aria-label={props.title}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <header>
        <h2>{props.title}</h2>
        <Button label={props.closeLabel} icon="close" iconOnly onClick={props.onClose} />
      </header>
      {props.children}
    </dialog>
  );
}
