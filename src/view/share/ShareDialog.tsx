import { useEffect, useState } from 'react';
import { anonymous } from '../../store/exporting.ts';
import { linkToScenario } from '../../store/session.ts';
import { setAnonymous, useAnonymous } from '../export/names.ts';
import { CopyButton } from '../shell/CopyButton.tsx';
import { Dialog } from '../shell/Dialog.tsx';
import { CheckInput } from '../shell/fields.tsx';
import { SHARE } from '../texts/take-away.ts';
import '../export/export.css';

/** Longer links are cut by some mail programs and chats. */
const SAFE_LENGTH = 8000;

/** The scenario as a link. */
export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const [link, setLink] = useState('');
  const isAnonymous = useAnonymous();
  useEffect(() => {
    let isOver = false;
    const make = async (): Promise<void> => {
      const made = await linkToScenario(isAnonymous ? anonymous : undefined);
      if (!isOver && made !== undefined) setLink(made);
    };
    void make();
    return () => {
      isOver = true;
    };
  }, [isAnonymous]);
  return (
    <Dialog title={SHARE.title} className="share-dialog" onClose={onClose}>
      <p className="quiet">{SHARE.lead}</p>
      <CheckInput title={SHARE.anonymous} help={SHARE.anonymousHelp} value={isAnonymous} onChange={setAnonymous} />
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
      <p className="quiet share-foot">
        {link && SHARE.size(link.length)}
        {link.length > SAFE_LENGTH && ` · ${SHARE.long}`}
      </p>
    </Dialog>
  );
}
