import { useState } from 'react';
import { SHARE } from '../texts/take-away.ts';

interface CopyButtonProps {
  readonly text: string;
  /** Another button beside it is the one that most people want. */
  readonly isSecond?: boolean;
}

/** Copies a text and says whether the browser let it. */
export function CopyButton({ text, isSecond = false }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<{ readonly text: string; readonly isDone: boolean }>();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome({ text, isDone: true });
    } catch {
      setOutcome({ text, isDone: false });
    }
  };
  const isCurrent = outcome?.text === text;
  return (
    <>
      <button
        type="button"
        className={`button ${isSecond ? '' : 'primary'}`}
        disabled={text === ''}
        onClick={() => void copy()}
      >
        {isCurrent && outcome.isDone ? SHARE.copied : SHARE.copy}
      </button>
      <span role="status" className={isCurrent && !outcome.isDone ? 'field-fault' : 'visually-hidden'}>
        {isCurrent && (outcome.isDone ? SHARE.copied : SHARE.failed)}
      </span>
    </>
  );
}
