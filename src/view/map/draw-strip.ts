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

/** Texts from the left until one does not fit; the one at the right only where there is room left. */
function stripTexts(strip: CostStrip, scene: RoomScene, ink: Ink, y: number): Mark[] {
  const { inner, node } = scene.room;
  const size = ink.layout.metrics.level === 'full' ? 12 : 10;
  const sign = ink.layout.metrics.level === 'full' ? 22 : 16;
  const end = inner.x + inner.w;
  const verdictW = textWidth(strip.verdict, size, 600);
  const x = inner.x + sign;
  if (x + verdictW > end) return [];
  const marks: Mark[] = [
    label(x, y, strip.verdict, { size, fill: colourOf(strip.tone, ink), weight: 600, room: node }),
  ];
  let at = x + verdictW + 8;
  if (strip.detail && at + textWidth(strip.detail, size) <= end) {
    marks.push(label(at, y, strip.detail, { size, fill: ink.theme.ink2, room: node }));
    at += textWidth(strip.detail, size) + 12;
  }
  if (strip.right && at + textWidth(strip.right, size) <= end)
    marks.push(label(end, y, strip.right, { size, fill: ink.theme.ink2, anchor: 'end', room: node }));
  return marks;
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
