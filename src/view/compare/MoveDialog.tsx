import { useState, type ReactNode } from 'react';
import { MECHANISM_IDS } from '../../model/fields.ts';
import type { ManualMove, MechanismId } from '../../model/scenario.ts';
import type { Seconds } from '../../model/units.ts';
import { addMove, replaceMove, useCostAt } from '../../store/hand-moves.ts';
import type { Pair, SideRun } from '../../store/runs.ts';
import { figuresOf } from '../explore/card.ts';
import { CostTable } from '../explore/CostTable.tsx';
import { MOVERS, type MoverId } from '../explore/movers.ts';
import { offersOf } from '../explore/offers.ts';
import { clockText } from '../format.ts';
import { partRows } from '../map/frame-rows.ts';
import { timeRule } from '../run/draft.ts';
import { Dialog } from '../shell/Dialog.tsx';
import { DialogForm } from '../shell/DialogForm.tsx';
import { ChoiceInput, NumberInput } from '../shell/fields.tsx';
import { faultOf } from '../shell/number-rule.ts';
import { HAND } from '../texts/hand.ts';
import { removeItem } from './hand-actions.ts';
import './hand.css';
import type { Side } from './metrics.ts';
import { SidePick } from './SidePick.tsx';

/** A move as it is typed; `to` are node ids with commas. */
interface MoveDraft {
  readonly at: string;
  readonly guest: string;
  readonly to: string;
  readonly mechanism: MechanismId;
}

function draftOf({ at, guest, to, mechanism }: ManualMove): MoveDraft {
  return { at: String(at), guest, to: to.join(','), mechanism };
}

function moveOf({ at, guest, to, mechanism }: MoveDraft): ManualMove {
  return { at: Number(at), guest, to: to.split(',').map(Number), mechanism };
}

function nodesOf({ to }: ManualMove): string {
  return [...new Set(to)].join('+');
}

const MECHANISMS = MECHANISM_IDS.map((value) => ({ value, title: HAND.mechanisms[value] }));

function isMechanism(value: string): value is MechanismId {
  return MECHANISM_IDS.some((id) => id === value);
}

function moverOf(mechanism: MechanismId): MoverId | null {
  return MOVERS.find(({ id }) => id === mechanism)?.id ?? null;
}

interface CostsProps {
  readonly pair: Pair;
  readonly move: ManualMove;
  readonly onMechanism: (mechanism: MechanismId) => void;
}

/** What the move would cost at its instant, as things are then on one side. */
function Costs({ pair, move, onMechanism }: CostsProps) {
  const [side, setSide] = useState<Side>('a');
  const { at: time, guest, to, mechanism } = move;
  const { data, error } = useCostAt({ run: pair[side], time, query: { guest, to } });
  const [offer] = offersOf([0], new Map([[0, data ?? 'computing']]));
  const first = data?.mechanisms.find((one) => 'speedBefore' in one);
  const stay = first && 'speedBefore' in first ? first.speedBefore : 0;
  return (
    <section className="hand-costs">
      <SidePick legend={HAND.costsIn} name="costs" value={side} titleOf={(one) => pair[one].title} onChange={setSide} />
      {error && <p className="field-fault">{error.message}</p>}
      {!error && !data && <p className="quiet">{HAND.computing}</p>}
      {offer && data && <CostTable card={figuresOf(offer, moverOf(mechanism))} stay={stay} onMechanism={onMechanism} />}
    </section>
  );
}

/** Guests that are there at an instant on one side at least, by name. */
function guestsAt({ a, b }: Pair, time: Seconds, known: string): readonly string[] {
  const refused = new Set(b.result.refused);
  const absent = new Set(a.result.refused.filter((name) => refused.has(name)));
  const present = a.result.guests.filter(
    ({ name, arrive, depart }) => !absent.has(name) && arrive <= time && time < (depart ?? Infinity),
  );
  return [...new Set([...(known === '' ? [] : [known]), ...present.map(({ name }) => name)])];
}

interface FormProps {
  readonly title: string;
  readonly pair: Pair;
  readonly first: ManualMove;
  readonly submit: string;
  readonly onDone: (move: ManualMove) => void;
  readonly onRemove?: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** The form of a move by hand, whether it is new or was there before. */
function MoveForm({ title, pair, first, submit, onDone, onRemove, onClose, children }: FormProps) {
  const [draft, setDraft] = useState(() => draftOf(first));
  const rule = timeRule(pair.a.result.until);
  const isTimed = faultOf(draft.at, rule) === undefined;
  const move = moveOf(isTimed ? draft : { ...draft, at: String(first.at) });
  const ids = pair.a.scenario.host.nodes.map(({ id }) => String(id));
  const targets = ids.includes(draft.to) ? ids : [draft.to, ...ids];
  const onSubmit = (): boolean => {
    if (isTimed) onDone(move);
    return isTimed;
  };
  const remove = onRemove && (
    <button type="button" className="button" onClick={onRemove}>
      {HAND.removeMove}
    </button>
  );
  return (
    <Dialog title={title} className="hand-dialog move-dialog" onClose={onClose}>
      <DialogForm onSubmit={onSubmit} submit={submit} aside={remove} first="select">
        {children}
        <div className="hand-row">
          <ChoiceInput
            title={HAND.guest}
            choices={guestsAt(pair, move.at, draft.guest).map((value) => ({ value, title: value }))}
            value={draft.guest}
            onChange={(guest) => setDraft({ ...draft, guest })}
          />
          <NumberInput
            title={HAND.at}
            help={HAND.atHelp}
            unit="s"
            rule={rule}
            value={draft.at}
            onChange={(at) => setDraft({ ...draft, at })}
          />
          <ChoiceInput
            title={HAND.to}
            choices={targets.map((value) => ({ value, title: value }))}
            value={draft.to}
            onChange={(to) => setDraft({ ...draft, to })}
          />
          <ChoiceInput
            title={HAND.mechanism}
            choices={MECHANISMS}
            value={draft.mechanism}
            onChange={(value) => isMechanism(value) && setDraft({ ...draft, mechanism: value })}
          />
        </div>
        <Costs pair={pair} move={move} onMechanism={(mechanism) => setDraft({ ...draft, mechanism })} />
      </DialogForm>
    </Dialog>
  );
}

interface DialogProps {
  readonly pair: Pair;
  /** Says what was done. */
  readonly onSaid: (text: string) => void;
  readonly onClose: () => void;
}

/** The first node that the guest is not on, as far as its picture of then is there. */
function targetAt({ scenario, pieces }: SideRun, time: Seconds, guest: string): number {
  const { nodes } = scenario.host;
  const piece = pieces.at(time);
  const frame = piece?.source.frameAt(time);
  const rows = frame ? partRows(frame, nodes.length) : [];
  const homes = new Set(rows.filter((row) => piece?.guests[row.guest]?.name === guest).map(({ home }) => home));
  const found = nodes.find((_, index) => !homes.has(index)) ?? nodes[0];
  return found?.id ?? 0;
}

interface NewProps extends DialogProps {
  readonly at: Seconds;
  /** The guest that is selected. */
  readonly guest: string | null;
}

/** A new move at an instant. */
export function MoveDialog({ pair, at, guest, onSaid, onClose }: NewProps) {
  const names = guestsAt(pair, at, '');
  const name = guest !== null && names.includes(guest) ? guest : (names[0] ?? '');
  const first: ManualMove = { at, guest: name, to: [targetAt(pair.a, at, name)], mechanism: 'hot-first' };
  const done = (move: ManualMove): void => {
    addMove(move, HAND.labels.move(move.guest, nodesOf(move), clockText(move.at)));
    onSaid(HAND.saidMove(move.guest, nodesOf(move), clockText(move.at)));
    onClose();
  };
  return (
    <MoveForm title={HAND.moveTitle} pair={pair} first={first} submit={HAND.addMove} onDone={done} onClose={onClose}>
      <p className="quiet">{HAND.moveLead}</p>
    </MoveForm>
  );
}

/** A move that is there: what, where to and when, or away with it. */
export function MoveEditor({ pair, index, onSaid, onClose }: DialogProps & { readonly index: number }) {
  const old = pair.a.scenario.run?.moves?.[index];
  if (!old) return null;
  const name = HAND.moveName(old.guest, nodesOf(old), clockText(old.at));
  const done = (move: ManualMove): void => {
    replaceMove(old, move, HAND.labels.changeMove(old.guest, clockText(old.at)));
    onSaid(HAND.saidMove(move.guest, nodesOf(move), clockText(move.at)));
    onClose();
  };
  const remove = (): void => {
    removeItem(pair, { place: { kind: 'move', index } });
    onSaid(HAND.saidRemoved(name));
    onClose();
  };
  return (
    <MoveForm
      title={HAND.editMove}
      pair={pair}
      first={old}
      submit={HAND.change}
      onDone={done}
      onRemove={remove}
      onClose={onClose}
    />
  );
}
