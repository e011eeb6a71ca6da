import { useCallback, useSyncExternalStore } from 'react';
import type { Seconds } from '../../model/units.ts';
import { clockText, durationText } from '../format.ts';
import { Icon } from '../shell/Icon.tsx';
import { COMPARE, TIMELINE } from '../texts/compare.ts';
import { HAND } from '../texts/hand.ts';
import { EVENTS } from '../texts/events.ts';
import { baseRate, neighbour, SPEEDS, type Clock } from './clock.ts';
import type { HandWish } from './hand-asking.ts';
import type { Instants } from './lanes.ts';
import { LiveText } from './LiveText.tsx';

interface TransportProps {
  readonly clock: Clock;
  /** Every instant at which something happens, ascending. */
  readonly instants: Instants;
  readonly onEvents: () => void;
  /** Begins something by hand at the time on the clock. */
  readonly onHand: (wish: HandWish) => void;
}

function Speed({ clock }: { readonly clock: Clock }) {
  const speed = useSyncExternalStore(clock.subscribeState, clock.speed);
  return (
    <fieldset className="segments" role="radiogroup" aria-label={TIMELINE.speed}>
      {SPEEDS.map((value) => (
        <label key={value}>
          <input type="radio" name="speed" checked={value === speed} onChange={() => clock.setSpeed(value)} />
          <span>{TIMELINE.speeds[value]}</span>
        </label>
      ))}
    </fieldset>
  );
}

const WISHES = {
  branch: { icon: 'branch', title: HAND.branchHere, help: HAND.branchHelp, key: HAND.branchKey },
  move: { icon: 'hand', title: HAND.moveHere, help: HAND.moveHelp, key: HAND.moveKey },
} as const;

function HandButton({ wish, onHand }: Pick<TransportProps, 'onHand'> & { readonly wish: HandWish }) {
  const { icon, title, help, key } = WISHES[wish];
  return (
    <button
      type="button"
      className="button bare"
      aria-haspopup="dialog"
      aria-keyshortcuts={key}
      title={`${help} (${key})`}
      onClick={() => onHand(wish)}
    >
      <Icon name={icon} />
      {title}
    </button>
  );
}

/** Play, pause, to the next and the previous event, the time, the speed. */
export function Transport({ clock, instants, onEvents, onHand }: TransportProps) {
  const playing = useSyncExternalStore(clock.subscribeState, clock.isPlaying);
  const jump = (forward: boolean): void => clock.seek(neighbour(instants(), clock.now(), forward, clock.until()));
  const until = useSyncExternalStore(clock.subscribeState, clock.until);
  const rate = baseRate(until);
  const now = useCallback((time: Seconds) => [clockText(time)], []);
  return (
    <div className="transport">
      <button type="button" className="button icon round" onClick={() => clock.toggle()} title={TIMELINE.playKey}>
        <Icon name={playing ? 'pause' : 'play'} />
        <span className="visually-hidden">{playing ? TIMELINE.pause : TIMELINE.play}</span>
      </button>
      <button type="button" className="button icon bare" onClick={() => jump(false)} title={`${TIMELINE.previous} [`}>
        <Icon name="back" />
        <span className="visually-hidden">{TIMELINE.previous}</span>
      </button>
      <button type="button" className="button icon bare" onClick={() => jump(true)} title={`${TIMELINE.next} ]`}>
        <Icon name="forward" />
        <span className="visually-hidden">{TIMELINE.next}</span>
      </button>
      <span className="time">
        <LiveText clock={clock} text={now} /> <span className="quiet">/ {durationText(until)}</span>
      </span>
      <Speed clock={clock} />
      {rate > 1 && <span className="quiet">{TIMELINE.rate(durationText(rate))}</span>}
      <button type="button" className="button bare" aria-haspopup="dialog" onClick={onEvents}>
        <Icon name="guests" />
        {EVENTS.button}
      </button>
      <HandButton wish="branch" onHand={onHand} />
      <HandButton wish="move" onHand={onHand} />
      <span className="space" />
      <span className="key">
        <i className="swatch side-a" aria-hidden="true" />
        {TIMELINE.better(COMPARE.sides.a)}
      </span>
      <span className="key">
        <i className="swatch side-b" aria-hidden="true" />
        {TIMELINE.better(COMPARE.sides.b)}
      </span>
      <span className="key wide-only">{TIMELINE.future}</span>
    </div>
  );
}
