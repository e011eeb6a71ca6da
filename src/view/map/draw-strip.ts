import type { Ink } from './ink.ts';
import { label, line, num, type Mark } from './marks.ts';
import { STRIP_HEIGHT } from './metrics.ts';
import type { RoomScene, Scene } from './scene.ts';
import { textWidth } from './text-width.ts';
import type { CostStrip } from './types.ts';

/** Paths of the strip's signs on a 14 px square. */
const SIGNS: Record<CostStrip['icon'], string> = {
  info: 'M2 7a5 5 0 1 0 10 0a5 5 0 1 0 -10 0M7 6.5v3M7 4.5v.1',
  check: 'M3 7.5l2.5 2.5L11 4.5',
  refused: 'M2 7a5 5 0 1 0 10 0a5 5 0 1 0 -10 0M3.5 3.5l7 7',
  wait: 'M2 7a5 5 0 1 0 10 0a5 5 0 1 0 -10 0M7 4.5v2.5l2 1.5',
};

/** Moves path data made of absolute M and L and relative a, v, l commands. */
function translated(d: string, dx: number, dy: number): string {
  return d.replaceAll(
    /([ML])([\d.]+) ([\d.]+)/g,
    (_, c: string, x: string, y: string) => `${c}${num(Number(x) + dx)} ${num(Number(y) + dy)}`,
  );
}

function colourOf(tone: CostStrip['tone'], ink: Ink): string {
  if (tone === 'bad') return ink.theme.bad;
  return tone === 'quiet' ? ink.theme.ink2 : ink.theme.ink;
}

/** How much lower or higher than the middle the lines of a two-line strip lie, px. */
const LINE = 8;

interface StripLine {
  readonly x: number;
  readonly end: number;
  readonly y: number;
  readonly size: number;
}

/** What stands behind the verdict: one of the texts each for the middle and the right end, as far as they fit. */
function restOfLine(strip: CostStrip, at: StripLine, scene: RoomScene, ink: Ink): Mark[] | undefined {
  const { size, y, end, x } = at;
  const options = { size, fill: ink.theme.ink2, room: scene.room.node };
  const detailW = strip.detail ? textWidth(strip.detail, size) + 12 : 0;
  const rightW = strip.right ? textWidth(strip.right, size) : 0;
  if (x + detailW + rightW > end) return undefined;
  const marks: Mark[] = strip.detail ? [label(x, y, strip.detail, options)] : [];
  return strip.right ? [...marks, label(end, y, strip.right, { ...options, anchor: 'end' })] : marks;
}

/** Texts of a line from the left, without those that do not fit. */
function lineTexts(texts: readonly (string | undefined)[], at: StripLine, scene: RoomScene, ink: Ink): Mark[] {
  let { x } = at;
  return texts.flatMap((text): Mark[] => {
    if (!text || x + textWidth(text, at.size) > at.end) return [];
    const mark = label(x, at.y, text, { size: at.size, fill: ink.theme.ink2, room: scene.room.node });
    x += textWidth(text, at.size) + 10;
    return [mark];
  });
}

/** Everything in one line where it fits, otherwise the verdict above and the figures below. */
function stripTexts(strip: CostStrip, scene: RoomScene, ink: Ink, y: number): Mark[] {
  const { inner, node } = scene.room;
  const full = ink.layout.metrics.level === 'full';
  const size = full ? 12 : 10;
  const x = inner.x + (full ? 22 : 16);
  const end = inner.x + inner.w;
  const verdictW = textWidth(strip.verdict, size, 600);
  if (x + verdictW > end) return [];
  const verdict = (base: number): Mark =>
    label(x, base, strip.verdict, { size, fill: colourOf(strip.tone, ink), weight: 600, room: node });
  const oneLine = restOfLine(strip, { x: x + verdictW + 8, end, y, size }, scene, ink);
  if (oneLine) return [verdict(y), ...oneLine];
  const small = full ? 11 : size;
  const above = { x: x + verdictW + 8, end, y: y - LINE, size: small };
  const [detail, right] = [strip.detail, strip.right];
  const first = detail && above.x + textWidth(detail, small) <= end ? detail : undefined;
  const below = first ? [right] : [detail, right];
  return [
    verdict(y - LINE),
    ...lineTexts([first], above, scene, ink),
    ...lineTexts(below, { x, end, y: y + LINE, size: small }, scene, ink),
  ];
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** At rest the strip says what is queued here, in as many words as fit. */
function restTexts(room: RoomScene, scene: Scene): string[] {
  const home = scene.parts.filter((part) => part.home === room.room.node);
  const vcpus = Math.round(home.reduce((total, part) => total + part.vcpus, 0));
  const guests = new Set(home.map((part) => part.guest)).size;
  if (guests === 0) return ['No guest runs here', 'No guest'];
  const short = `${plural(guests, 'guest')}, ${plural(vcpus, 'vCPU')}`;
  return [`${short} on ${plural(room.node.cores, 'core')}`, short, plural(guests, 'guest')];
}

function restMarks(room: RoomScene, scene: Scene, ink: Ink, base: number): Mark[] {
  const size = ink.layout.metrics.labelFont;
  const { inner, node } = room.room;
  const text = restTexts(room, scene).find((words) => textWidth(words, size) <= inner.w);
  return text ? [label(inner.x, base, text, { size, fill: ink.theme.ink3, room: node })] : [];
}

/** The foot of a room in Explore: verdict of the move in hand, otherwise what runs here. */
export function drawStrip(room: RoomScene, scene: Scene, ink: Ink): Mark[] {
  if (ink.layout.metrics.foot < STRIP_HEIGHT) return [];
  const { x, y, w, h, inner } = room.room;
  const top = y + h - STRIP_HEIGHT;
  const base = top + 24.5;
  const strip = room.state?.strip;
  const rule = line(x + 1, top + 0.5, x + w - 1, top + 0.5, strip ? ink.theme.line2 : ink.theme.line);
  if (!strip) return [rule, ...restMarks(room, scene, ink, base)];
  const stroke = colourOf(strip.tone, ink);
  const d = translated(SIGNS[strip.icon], inner.x, top + 13);
  return [rule, { kind: 'path', d, stroke, width: 1.6, cap: 'round' }, ...stripTexts(strip, room, ink, base)];
}
