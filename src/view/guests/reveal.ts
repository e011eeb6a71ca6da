/** Brings a guest's first part into view on the map at a position on the page (A before B). */
export function revealGuest(map: number, guest: number): void {
  const part = document.querySelectorAll('.map').item(map)?.querySelector(`.map-part[data-part^="${guest}/"]`);
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  part?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: isStill ? 'auto' : 'smooth' });
}
