import { useId, type ReactNode } from 'react';
import { SHELL } from '../texts/shell.ts';
import { Icon } from './Icon.tsx';
import './dialog.css';
import { useModal } from './use-modal.ts';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A native modal dialog: the browser keeps the focus in it, Escape and a click beside it close it. */
export function Dialog({ title, onClose, className = '', children }: DialogProps) {
  const dialog = useModal();
  const heading = useId();
  return (
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-labelledby={heading}
      onCancel={onClose}
      onMouseDown={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2 id={heading}>{title}</h2>
          <button type="button" className="button icon bare" onClick={onClose}>
            <Icon name="close" />
            <span className="visually-hidden">{SHELL.close}</span>
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
