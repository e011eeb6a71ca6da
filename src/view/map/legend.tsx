import type { Host } from '../../model/host.ts';
import type { Guest } from '../../model/scenario.ts';
import { dealHues, HUE_COUNT } from './colours.ts';
import { graphOf } from './graph.ts';
import { HEAT_COVER } from './heat.ts';
import { LENSES, PLACEMENT_LENSES, type Lens, type LensId } from './lens.ts';
import { DEFAULT_WIDTH, layoutHost } from './layout.ts';
import type { MapSize } from './metrics.ts';
import { usePatterns } from './pattern-mode.ts';
import { TEXTURE_COUNT, texturePath } from './patterns.ts';
import { gib, percent } from './units-text.ts';

interface LegendProps {
  readonly host: Host;
  readonly guests: readonly Guest[];
  readonly size: MapSize;
  /** Width of the map that it explains, px. */
  readonly width?: number;
  readonly lens?: LensId;
}

/** "32 MiB", "2.0 GiB". */
function amount(memoryMiB: number): string {
  return memoryMiB >= 1024 ? `${gib(memoryMiB)} GiB` : `${Number(memoryMiB.toFixed(1))} MiB`;
}

/** A round rate that a sample pipe of handy width stands for. */
function sampleRate(pipeScale: number): number {
  return [1, 2, 4, 5, 10, 20, 50, 100, 200].find((GBs) => GBs * pipeScale >= 6) ?? 500;
}

function hueSentence(guests: readonly Guest[]): string | undefined {
  const { by } = dealHues(guests);
  if (by === 'group') return 'A hue is a group of guests.';
  return by === 'size' ? `The ${HUE_COUNT} largest guests have a hue, the rest are grey.` : undefined;
}

const HEAT_WORDS = HEAT_COVER.map((cover) => percent(cover)).slice(0, -1);

function scaleOf(lens: LensId): Lens['scale'] {
  return [...LENSES, ...PLACEMENT_LENSES].find(({ id }) => id === lens)?.scale;
}

/** What a stronger tone means: "slower ▇ faster". */
export function LensKey({ lens }: { readonly lens: LensId }) {
  const scale = scaleOf(lens);
  return scale ? (
    <>
      {scale.from} <i aria-hidden="true" className={`scale-${lens}`} /> {scale.to}
    </>
  ) : null;
}

function Scale({ scale, lens }: { readonly scale: NonNullable<Lens['scale']>; readonly lens: LensId }) {
  return (
    <li className="legend-scale">
      <LensKey lens={lens} />: <span>{scale.text}</span>
    </li>
  );
}

function Heat() {
  return (
    <li>
      <span className="legend-heat" aria-hidden="true">
        {HEAT_COVER.map((cover, step) => (
          <i key={cover} className={`heat-${step}`} />
        ))}
      </span>
      hot to cold: pages that take {HEAT_WORDS.join(', ')} of a guest’s accesses, and the rest
    </li>
  );
}

/** Whose memory a texture lies over; where there are more guests than textures, that they come round again. */
function Textures({ guests }: { readonly guests: readonly Guest[] }) {
  const isDealtOnce = guests.length <= TEXTURE_COUNT;
  return (
    <>
      {guests.slice(0, isDealtOnce ? TEXTURE_COUNT : 3).map(({ name }, guest) => (
        <li key={name} className="legend-texture">
          <svg width="22" height="12" aria-hidden="true">
            <path d={texturePath(guest, { x: 0.5, y: 0.5, w: 21, h: 11 })} />
            <rect x="0.5" y="0.5" width="21" height="11" />
          </svg>
          <span title={name}>{name}</span>
        </li>
      ))}
      <li className="legend-note">
        A texture is a guest{isDealtOnce ? '' : `; the ${TEXTURE_COUNT} textures come round again, the names tell`}.
      </li>
    </>
  );
}

/** What the signs on the map mean, with this host's scales. */
export function MapLegend({ host, guests, size, width = DEFAULT_WIDTH, lens = 'owner' }: LegendProps) {
  const graph = graphOf(host);
  const layout = layoutHost(graph, size, width);
  const GBs = sampleRate(layout.pipeScale);
  const pipe = { height: GBs * layout.pipeScale };
  const inferred = graph.links.some((link) => link.inferred);
  const hues = lens === 'owner' ? hueSentence(guests) : 'The bracket over a block has its guest’s colour.';
  const patterns = usePatterns();
  const scale = scaleOf(lens);
  const isPinned = guests.some(({ placement }) => placement?.parts.some(({ cpus }) => cpus));
  return (
    <ul className="map-legend" aria-label="Legend">
      {scale && <Scale scale={scale} lens={lens} />}
      <Heat />
      {patterns && <Textures guests={guests} />}
      <li>
        <i className="legend-cell" aria-hidden="true" /> cell: {amount(layout.cellMiB)}
      </li>
      <li>
        <i className="legend-pipe" style={pipe} aria-hidden="true" /> pipe: {GBs} GB/s
      </li>
      <li>
        <i className="legend-copies" aria-hidden="true" /> page copies
      </li>
      <li>
        <i className="legend-gone" aria-hidden="true" /> already moved
      </li>
      <li>
        <i className="legend-reserved" aria-hidden="true" /> reserved
      </li>
      <li>
        <i className="legend-thread" aria-hidden="true" /> split guest
      </li>
      <li>
        <i className="legend-thread legend-tether" aria-hidden="true" /> vCPUs off their memory
      </li>
      {isPinned && (
        <li>
          <svg className="legend-pin" width="6" height="11" aria-hidden="true">
            <circle cx="3" cy="2.7" r="2.2" />
            <path d="M3 4.5V10.5" />
          </svg>
          pinned vCPU
        </li>
      )}
      {inferred && (
        <li>
          <i className="legend-inferred" aria-hidden="true" /> inferred link
        </li>
      )}
      <li className="legend-note">Which core a vCPU is drawn on is a fixed deal, pinned ones first. {hues}</li>
    </ul>
  );
}
