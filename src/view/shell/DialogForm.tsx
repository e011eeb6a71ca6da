import { useEffect, useRef, type FormEvent, type ReactNode } from 'react';

interface DialogFormProps {
  /** Takes what is in the form; false where something in it is wrong: the first such field gets the focus then. */
  readonly onSubmit: () => boolean;
  /** What the button that submits says. */
  readonly submit: ReactNode;
  /** At the other end of the foot. */
  readonly aside?: ReactNode;
  /** Selects the field that is changed first, which gets the focus when the dialog opens. */
  readonly first?: string;
  readonly children: ReactNode;
}

/** The form that a dialog is: fields, and a foot with the button that takes them. */
export function DialogForm({ onSubmit, submit, aside, first, children }: DialogFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (first !== undefined) form.current?.querySelector<HTMLElement>(first)?.focus();
  }, [first]);
  const onForm = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (!onSubmit()) event.currentTarget.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };
  return (
    <form ref={form} noValidate onSubmit={onForm}>
      {children}
      <footer className="dialog-foot">
        {aside}
        <span className="space" />
        <button type="submit" className="button primary">
          {submit}
        </button>
      </footer>
    </form>
  );
}
