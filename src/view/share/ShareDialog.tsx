import { useEffect, useState } from 'react';
import { useScenario } from '../../store/document.ts';
import { anonymous } from '../../store/exporting.ts';
import { linkToScenario } from '../../store/session.ts';
import { LinkError } from '../../store/share.ts';
import { setAnonymous, useAnonymous } from '../export/names.ts';
import { CopyButton } from '../shell/CopyButton.tsx';
import { Dialog } from '../shell/Dialog.tsx';
import { CheckInput } from '../shell/fields.tsx';
import { saveAsFile } from '../shell/save-file.ts';
import { SHARE } from '../texts/take-away.ts';
import '../export/export.css';

/** Longer links are cut by some mail programs and chats. */
const SAFE_LENGTH = 8000;

/** A link, or why there is none. */
interface Made {
  readonly isAnonymous: boolean;
  readonly link: string;
  readonly fault?: string;
}

async function make(isAnonymous: boolean): Promise<Made> {
  try {
    return { isAnonymous, link: (await linkToScenario(isAnonymous ? anonymous : undefined)) ?? '' };
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return { isAnonymous, link: '', fault: error.message };
  }
}

/** The link to the scenario on the table; none until it is made: one with names must not stand where one without is wanted. */
function useLink(isAnonymous: boolean): Made {
  const [made, setMade] = useState<Made>();
  useEffect(() => {
    let isOver = false;
    const start = async (): Promise<void> => {
      const next = await make(isAnonymous);
      if (!isOver) setMade(next);
    };
    void start();
    return () => {
      isOver = true;
    };
  }, [isAnonymous]);
  return made?.isAnonymous === isAnonymous ? made : { isAnonymous, link: '' };
}

/** No link can hold the scenario: a file can. */
function NoLink({ fault, isAnonymous }: { readonly fault: string; readonly isAnonymous: boolean }) {
  const scenario = useScenario();
  const save = (): void => {
    if (scenario) saveAsFile(isAnonymous ? anonymous(scenario) : scenario);
  };
  return (
    <>
      <p className="field-fault" role="alert">
        {SHARE.refused(fault)}
      </p>
      <button type="button" className="button" onClick={save}>
        {SHARE.file}
      </button>
    </>
  );
}

/** The scenario as a link. */
export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const isAnonymous = useAnonymous();
  const { link, fault } = useLink(isAnonymous);
  return (
    <Dialog title={SHARE.title} className="share-dialog" onClose={onClose}>
      <p className="quiet">{SHARE.lead}</p>
      <CheckInput title={SHARE.anonymous} help={SHARE.anonymousHelp} value={isAnonymous} onChange={setAnonymous} />
      {fault === undefined ? (
        <div className="copy-row">
          <input
            aria-label={SHARE.link}
            readOnly
            value={link}
            onFocus={(event) => event.target.select()}
            className="code-line"
          />
          <CopyButton text={link} />
        </div>
      ) : (
        <NoLink fault={fault} isAnonymous={isAnonymous} />
      )}
      <p className="quiet share-foot">
        {link && SHARE.size(link.length)}
        {link.length > SAFE_LENGTH && ` · ${SHARE.long}`}
      </p>
    </Dialog>
  );
}
