import type { Mebibytes, Seconds, Share } from '../model/units.ts';

/** "1:12.5": minutes, seconds and tenths; with hours from one hour on. */
export function clockText(time: Seconds): string {
  const tenths = Math.floor(time * 10 + 1e-6);
  const hours = Math.floor(tenths / 36_000);
  const minutes = Math.floor(tenths / 600) % 60;
  const seconds = `${String(Math.floor(tenths / 10) % 60).padStart(2, '0')}.${tenths % 10}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

/** "2:00", "24:00:00": without tenths. */
export function durationText(time: Seconds): string {
  return clockText(Math.round(time)).replace(/\.0$/, '');
}

/** "28 %"; one digit more with `digits`. */
export function percentText(share: Share, digits = 0): string {
  return `${(share * 100).toFixed(digits)} %`;
}

/** "1 guest", "3 guests". */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "512 MiB", "3.0 GiB": in MiB below one GiB. */
export function memoryText(memoryMiB: Mebibytes): string {
  if (memoryMiB < 1024) return `${Number(memoryMiB.toFixed(1))} MiB`;
  const gib = memoryMiB / 1024;
  return `${gib.toFixed(gib >= 99.95 ? 0 : 1)} GiB`;
}

const MEBIBYTES = /\d+(?:\.\d+)? MiB\b/g;

/** A sentence of the engine with its MiB as they are written elsewhere, unless different ones would then read alike. */
export function sentenceText(sentence: string): string {
  const figures = new Set(sentence.match(MEBIBYTES));
  const written = new Map([...figures].map((figure) => [figure, memoryText(Number.parseFloat(figure))]));
  if (new Set(written.values()).size < figures.size) return sentence;
  return sentence.replaceAll(MEBIBYTES, (figure) => written.get(figure) ?? figure);
}
