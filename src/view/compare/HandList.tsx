import { Dialog } from '../shell/Dialog.tsx';
import { Icon } from '../shell/Icon.tsx';
import { HAND } from '../texts/hand.ts';
import './hand.css';
import { keyOf, type HandItem } from './hand-items.ts';

interface HandListProps {
  readonly items: readonly HandItem[];
  readonly onEdit: (item: HandItem) => void;
  readonly onRemove: (item: HandItem) => void;
  readonly onClose: () => void;
}

/** More rows than this say nothing; the table of events has them all. */
const MOST_ROWS = 200;

/** What was done by hand at about one time: each can be changed or removed. */
export function HandList({ items, onEdit, onRemove, onClose }: HandListProps) {
  return (
    <Dialog title={HAND.many(items.length)} className="hand-dialog" onClose={onClose}>
      <ul className="hand-list">
        {items.slice(0, MOST_ROWS).map((item) => (
          <li key={keyOf(item)}>
            <button type="button" className="button bare" aria-haspopup="dialog" onClick={() => onEdit(item)}>
              <Icon name={item.place.kind === 'branch' ? 'branch' : 'hand'} />
              {item.name}
            </button>
            <button
              type="button"
              className="button icon bare"
              onClick={() => {
                onRemove(item);
                onClose();
              }}
            >
              <Icon name="close" />
              <span className="visually-hidden">{HAND.remove(item.name)}</span>
            </button>
          </li>
        ))}
      </ul>
      {items.length > MOST_ROWS && <p className="quiet">{HAND.more(items.length - MOST_ROWS)}</p>}
    </Dialog>
  );
}
