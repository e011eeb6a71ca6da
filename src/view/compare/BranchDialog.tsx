import { useState, type ReactNode } from 'react';
import type { StrategyBranch } from '../../model/scenario.ts';
import type { Seconds } from '../../model/units.ts';
import { branchedOff, chooseFor, replaceBranch } from '../../store/branches.ts';
import type { Pair } from '../../store/runs.ts';
import { clockText } from '../format.ts';
import { branchDraft, branchOf, timeRule, type BranchDraft, type Infos } from '../run/draft.ts';
import { BranchFields } from '../run/StrategyFields.tsx';
import { Dialog } from '../shell/Dialog.tsx';
import { DialogForm } from '../shell/DialogForm.tsx';
import { COMPARE } from '../texts/compare.ts';
import { HAND } from '../texts/hand.ts';
import { removeItem } from './hand-actions.ts';
import { inChargeAt } from './hand-items.ts';
import './hand.css';
import type { Side } from './metrics.ts';
import { SidePick } from './SidePick.tsx';

const OTHER: Readonly<Record<Side, Side>> = { a: 'b', b: 'a' };

interface FrameProps {
  readonly title: string;
  readonly infos: Infos;
  readonly draft: BranchDraft;
  readonly until: Seconds;
  readonly submit: string;
  readonly onDraft: (draft: BranchDraft) => void;
  readonly onDone: (branch: StrategyBranch) => void;
  readonly onRemove?: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** The form of a branch, whether it is new or was there before. */
function BranchForm(props: FrameProps) {
  const { title, infos, draft, until, onDraft, onDone, onRemove, onClose } = props;
  const rule = timeRule(until);
  const submit = (): boolean => {
    const branch = branchOf(infos, draft, rule);
    if (branch) onDone(branch);
    return branch !== undefined;
  };
  const remove = onRemove && (
    <button type="button" className="button" onClick={onRemove}>
      {HAND.removeBranch}
    </button>
  );
  return (
    <Dialog title={title} className="hand-dialog" onClose={onClose}>
      <DialogForm onSubmit={submit} submit={props.submit} aside={remove} first='input[type="number"]'>
        {props.children}
        <fieldset className="hand-fields">
          <legend>{HAND.from}</legend>
          <BranchFields infos={infos} branch={draft} rule={rule} onChange={onDraft} />
        </fieldset>
      </DialogForm>
    </Dialog>
  );
}

interface DialogProps {
  readonly pair: Pair;
  readonly infos: Infos;
  /** Says what was done. */
  readonly onSaid: (text: string) => void;
  readonly onClose: () => void;
}

function titleOf(infos: Infos, id: string): string {
  return infos.find((info) => info.id === id)?.title ?? id;
}

/** What the other side has in charge then, or else the first strategy that would make a difference. */
function suggestion(pair: Pair, infos: Infos, past: Side, at: Seconds): string {
  const [own, other] = [past, OTHER[past]].map((side) => inChargeAt(pair[side].choice, at));
  return own === other ? (infos.find(({ id }) => id !== own)?.id ?? '') : (other ?? '');
}

function suggested(pair: Pair, infos: Infos, past: Side, at: Seconds): BranchDraft {
  const id = suggestion(pair, infos, past, at);
  const { choice } = pair[OTHER[past]];
  const params = [choice, ...(choice.branches ?? [])].findLast((one) => one.id === id)?.params;
  return branchDraft(infos, { at, id, ...(params && { params }) });
}

interface NewProps extends DialogProps {
  readonly at: Seconds;
}

/** A new branch at an instant: of which side's past, into which strategy, on which side. */
export function BranchDialog({ pair, infos, at, onSaid, onClose }: NewProps) {
  const [past, setPast] = useState<Side>('a');
  const [shown, setShown] = useState<Side>('b');
  const [draft, setDraft] = useState(() => suggested(pair, infos, past, at));
  const choosePast = (side: Side): void => {
    setPast(side);
    setShown(OTHER[side]);
    setDraft(suggested(pair, infos, side, at));
  };
  const done = (branch: StrategyBranch): void => {
    const [letter, title, time] = [COMPARE.sides[shown], titleOf(infos, branch.id), clockText(branch.at)];
    chooseFor(shown, branchedOff(pair[past].choice, branch), HAND.labels.branch(letter, title, time));
    onSaid(HAND.said(letter, title, time));
    onClose();
  };
  return (
    <BranchForm
      title={HAND.branchTitle}
      infos={infos}
      draft={draft}
      until={pair.a.result.until}
      submit={HAND.add}
      onDraft={setDraft}
      onDone={done}
      onClose={onClose}
    >
      <p className="quiet">{HAND.branchLead}</p>
      <SidePick
        legend={HAND.until}
        name="past"
        value={past}
        titleOf={(side) => pair[side].title}
        onChange={choosePast}
      />
      <SidePick
        legend={HAND.place}
        name="shown"
        value={shown}
        titleOf={(side) => (side === past ? HAND.instead : HAND.beside(COMPARE.sides[past]))}
        onChange={setShown}
      />
    </BranchForm>
  );
}

interface EditProps extends DialogProps {
  readonly side: Side;
  readonly index: number;
}

/** A branch that is there: its time, strategy and parameters, or away with it. */
export function BranchEditor({ pair, infos, side, index, onSaid, onClose }: EditProps) {
  const old = pair[side].choice.branches?.[index];
  const [draft, setDraft] = useState(() => old && branchDraft(infos, old));
  if (!old || !draft) return null;
  const letter = COMPARE.sides[side];
  const name = HAND.branchName(letter, titleOf(infos, old.id), clockText(old.at));
  const done = (branch: StrategyBranch): void => {
    replaceBranch(side, old, branch, HAND.labels.changeBranch(letter, clockText(old.at)));
    onSaid(HAND.said(letter, titleOf(infos, branch.id), clockText(branch.at)));
    onClose();
  };
  const remove = (): void => {
    removeItem(pair, { place: { kind: 'branch', side, index } });
    onSaid(HAND.saidRemoved(name));
    onClose();
  };
  return (
    <BranchForm
      title={HAND.editBranch(letter)}
      infos={infos}
      draft={draft}
      until={pair.a.result.until}
      submit={HAND.change}
      onDraft={setDraft}
      onDone={done}
      onRemove={remove}
      onClose={onClose}
    />
  );
}
