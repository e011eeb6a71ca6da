import { lazy, Suspense } from 'react';
import type { Seconds } from '../../model/units.ts';
import type { Pair } from '../../store/runs.ts';
import { useStrategies } from '../../store/strategies.ts';
import type { HandWish } from './hand-asking.ts';
import type { HandItem, HandPlace } from './hand-items.ts';
import type { HandActions } from './HandLane.tsx';

const BranchDialog = lazy(async () => ({ default: (await import('./BranchDialog.tsx')).BranchDialog }));
const BranchEditor = lazy(async () => ({ default: (await import('./BranchDialog.tsx')).BranchEditor }));
const HandList = lazy(async () => ({ default: (await import('./HandList.tsx')).HandList }));
const MoveDialog = lazy(async () => ({ default: (await import('./MoveDialog.tsx')).MoveDialog }));
const MoveEditor = lazy(async () => ({ default: (await import('./MoveDialog.tsx')).MoveEditor }));

/** The dialog that is open: a branch or a move that is begun, or one that is there. */
export type Opened =
  | { readonly kind: 'new'; readonly wish: HandWish; readonly at: Seconds }
  | { readonly kind: 'list'; readonly items: readonly HandItem[] }
  | HandPlace;

interface HandDialogsProps {
  readonly opened: Opened | undefined;
  readonly pair: Pair;
  readonly selected: string | null;
  readonly actions: HandActions;
  readonly onSaid: (text: string) => void;
  readonly onClose: () => void;
}

type OpenProps = Omit<HandDialogsProps, 'opened'> & { readonly opened: Opened };

function BranchOpen({ opened, ...rest }: OpenProps) {
  const { data: infos } = useStrategies();
  if (!infos) return null;
  if (opened.kind === 'branch') return <BranchEditor {...rest} {...opened} infos={infos} />;
  return opened.kind === 'new' && <BranchDialog {...rest} at={opened.at} infos={infos} />;
}

function MoveOpen({ opened, selected, ...rest }: OpenProps) {
  if (opened.kind === 'list') return <HandList {...rest.actions} items={opened.items} onClose={rest.onClose} />;
  if (opened.kind === 'move') return <MoveEditor {...rest} index={opened.index} />;
  return opened.kind === 'new' && <MoveDialog {...rest} at={opened.at} guest={selected} />;
}

/** The dialog of what is begun or changed by hand, loaded when it is first asked for. */
export function HandDialogs({ opened, ...rest }: HandDialogsProps) {
  if (!opened) return null;
  const isBranch = opened.kind === 'branch' || (opened.kind === 'new' && opened.wish === 'branch');
  return (
    <Suspense>{isBranch ? <BranchOpen {...rest} opened={opened} /> : <MoveOpen {...rest} opened={opened} />}</Suspense>
  );
}
