/** One larger map with the guests as placed. */
export function ExploreView() {
  return <main id="main" tabIndex={-1} />;
}
